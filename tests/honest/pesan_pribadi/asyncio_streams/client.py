import asyncio
import os
import sys

PORT = 5005


async def receive(reader, writer, nickname):
    while data := await reader.readline():
        line = data.decode("utf-8", "replace").rstrip("\n")
        if line == "NICK":
            writer.write(f"{nickname}\n".encode())
        else:
            print(line)
    print("Terjadi kesalahan!", flush=True)
    os._exit(1)


async def write(writer, nickname):
    loop = asyncio.get_running_loop()
    while True:
        print(">> ", end="", flush=True)
        text = await loop.run_in_executor(None, sys.stdin.readline)
        if not text:
            break
        text = text.rstrip("\n")
        if not text.startswith("/"):
            text = f"{nickname}: {text}"
        writer.write(f"{text}\n".encode())
        await writer.drain()


async def main():
    nickname = input("Masukkan username: ")
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    baca = asyncio.create_task(receive(reader, writer, nickname))
    await write(writer, nickname)
    baca.cancel()
    writer.close()


asyncio.run(main())
