import asyncio

PORT = 9090

clients = {}


def broadcast(line):
    for writer in clients:
        writer.write(f"{line}\n".encode())


async def handle(reader, writer):
    print("Terhubung dengan", writer.get_extra_info("peername"))
    try:
        writer.write(b"NICK\n")
        nickname = (await reader.readline()).decode("utf-8", "replace").strip()
        if not nickname:
            return
        print("Username", nickname)
        clients[writer] = nickname
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
    print("Server telah jalan...")
    async with server:
        await server.serve_forever()


asyncio.run(receive())
