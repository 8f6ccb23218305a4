import asyncio
import os
import sys

PORT = 5005


async def ketikan(prompt):
    print(prompt, end="", flush=True)
    loop = asyncio.get_running_loop()
    text = await loop.run_in_executor(None, sys.stdin.readline)
    if not text:
        os._exit(0)
    return text.strip()


async def login(reader, writer):
    nickname = ""
    while data := await reader.readline():
        line = data.decode("utf-8", "replace").strip()
        if line == "NICK":
            nickname = await ketikan("Masukkan username: ")
            writer.write(f"{nickname}\n".encode())
        else:
            print(line, flush=True)
        if line == "Terkoneksi dengan Server!":
            return nickname
    sys.exit("Terjadi kesalahan!")


async def receive(reader):
    while data := await reader.readline():
        print(data.decode("utf-8", "replace").rstrip("\n"), flush=True)
    print("Terjadi kesalahan!", flush=True)
    os._exit(1)


async def main():
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    nickname = await login(reader, writer)
    baca = asyncio.create_task(receive(reader))
    while not baca.done():
        text = await ketikan(">> ")
        writer.write(f"{nickname}: {text}\n".encode())
        await writer.drain()


asyncio.run(main())
