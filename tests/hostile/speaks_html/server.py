raise ValueError(
    "</text></div></td></script><script>alert(1)</script><img src=x onerror=alert(2)> "
    "\" onmouseover=\"alert(3)\" ' onload='alert(4)' <svg/onload=alert(5)> <!-- ]]> &lt;script&gt; "
    "<a href=javascript:alert(6)>100</a>"
)
