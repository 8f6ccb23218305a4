import asyncio
import re

PORT = 5005

clients = {}


def broadcast(line):
    for writer in clients:
        writer.write(f"{line}\n".encode())


def bisik(writer, line):
    cocok = re.fullmatch(r"/pm\s+(\S+)\s+(\S.*)", line)
    if not cocok:
        writer.write(b"Begini caranya: /pm <nama> <teks>\n")
        return
    nama, teks = cocok.groups()
    for lain, nickname in clients.items():
        if nickname == nama:
            lain.write(f"[PM dari {clients[writer]}] {teks}\n".encode())
            writer.write(f"(ke {nama}) {teks}\n".encode())
            return
    writer.write(f"{nama}? Belum ada yang bernama begitu.\n".encode())


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
            line = data.decode("utf-8", "replace").rstrip("\r\n")
            if line.startswith("/"):
                bisik(writer, line)
            else:
                broadcast(line)
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
