import asyncio
import os

PORT = 5005
ADMIN_PASSWORD = os.environ.get("ADMIN_PASSWORD")

clients = {}


def broadcast(line):
    for writer in clients:
        writer.write(f"{line}\n".encode())


async def login(reader, writer):
    writer.write(b"NICK\n")
    nickname = (await reader.readline()).decode("utf-8", "replace").strip()
    if nickname != "admin":
        return nickname
    writer.write(b"PASS\n")
    password = (await reader.readline()).decode("utf-8", "replace").rstrip("\n")
    if ADMIN_PASSWORD and password == ADMIN_PASSWORD:
        return nickname
    writer.write(b"Password salah!\n")
    return None


def remove(writer):
    nickname = clients.pop(writer, None)
    if nickname:
        broadcast(f"{nickname} keluar!")
    writer.close()


def command(writer, line):
    verb, *names = line.split()
    if verb == "/list":
        writer.write(f"Online ({len(clients)}): {', '.join(clients.values())}\n".encode())
    elif verb != "/kick":
        writer.write(b"Perintah tidak dikenal\n")
    elif clients[writer] != "admin":
        writer.write(b"Hanya admin yang boleh /kick\n")
    else:
        kicked = [w for w, name in clients.items() if [name] == names]
        if not kicked:
            writer.write(b"Tidak ada nama itu\n")
        for target in kicked:
            target.write(b"Anda dikeluarkan oleh admin\n")
            remove(target)


async def handle(reader, writer):
    print("Terhubung dengan", writer.get_extra_info("peername"))
    try:
        nickname = await login(reader, writer)
        if not nickname:
            return
        print("Username", nickname)
        clients[writer] = nickname
        broadcast(f"{nickname} Bergabung!")
        writer.write(b"Terkoneksi dengan Server!\n")
        while writer in clients and (data := await reader.readline()):
            line = data.decode("utf-8", "replace").rstrip("\r\n")
            if writer not in clients:
                break
            if line.startswith("/"):
                command(writer, line)
            else:
                broadcast(line)
    except ConnectionError:
        pass
    finally:
        remove(writer)


async def receive():
    server = await asyncio.start_server(handle, "0.0.0.0", PORT)
    async with server:
        await server.serve_forever()


asyncio.run(receive())
