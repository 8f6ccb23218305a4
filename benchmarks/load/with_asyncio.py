"""The chat of modul_contoh with asyncio: one thread, a coroutine for each client."""

import asyncio

HOST = ""
PORT = 5005

nicknames = {}  # by the writer of each client that has joined


def broadcast(line):
    """Send a line to all who have joined.

    Nobody is waited for: what a slow client has not read yet is kept in our memory.
    """
    data = f"{line}\n".encode()
    for writer in nicknames:
        writer.write(data)


async def chat(reader, writer):
    """Ask for the name, then broadcast each line until the client leaves."""
    writer.write(b"NICK\n")
    nickname = (await reader.readline()).decode(errors="replace").strip()
    if not nickname:
        return
    nicknames[writer] = nickname
    try:
        broadcast(f"{nickname} Bergabung!")
        writer.write(b"Terkoneksi dengan Server!\n")
        async for line in reader:
            broadcast(line.decode(errors="replace").rstrip("\r\n"))
    finally:
        del nicknames[writer]
        broadcast(f"{nickname} keluar!")


async def handle(reader, writer):
    """Serve one client from its connect to its end."""
    try:
        await chat(reader, writer)
    except OSError:
        pass  # an abrupt end is an end
    finally:
        writer.close()


async def main():
    async with await asyncio.start_server(handle, HOST, PORT, backlog=1024) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
