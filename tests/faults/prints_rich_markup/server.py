print("[/] [bold green]lulus[/bold green] :rocket: [link=file:///etc/passwd]x")
