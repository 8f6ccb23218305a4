import asyncio

PORT = 5005

clients = {}


def broadcast(line):
    for writer in clients:
        writer.write(f"{line}\n".encode())


def alasan(nickname):
    if not nickname:
        return "Username tidak boleh kosong!"
    if nickname.casefold() in {n.casefold() for n in clients.values()}:
        return "Username sudah dipakai!"
    return None


async def login(reader, writer):
    while True:
        writer.write(b"NICK\n")
        data = await reader.readline()
        if not data:
            return None
        nickname = data.decode("utf-8", "replace").strip()
        if (why := alasan(nickname)) is None:
            clients[writer] = nickname
            return nickname
        writer.write(f"{why}\n".encode())


async def handle(reader, writer):
    print("Terhubung dengan", writer.get_extra_info("peername"))
    try:
        nickname = await login(reader, writer)
        if nickname is None:
            return
        print("Username", nickname)
        broadcast(f"{nickname} Bergabung!")
        writer.write(b"Terkoneksi dengan Server!\n")
        while data := await reader.readline():
            broadcast(data.decode("utf-8", "replace").rstrip("\r\n"))
    except ConnectionError:
        pass
    finally:
        nickname = clients.pop(writer, None)
        if nickname:
            broadcast(f"{nickname} keluar!")
        writer.close()


async def receive():
    server = await asyncio.start_server(handle, "0.0.0.0", PORT)
    async with server:
        await server.serve_forever()


asyncio.run(receive())
