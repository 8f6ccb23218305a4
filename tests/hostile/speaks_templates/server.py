raise ValueError(
    "{who} {0} {} {who.__class__} %s %(who)s %n ${HOME} $(id) `id` {{ 7*7 }} {% raw %} [/] [bold] [link=x] "
    "\\input{/etc/passwd} ![x](http://contoh.id) | --- | \\N{DIGIT ONE} &#x41;"
)
