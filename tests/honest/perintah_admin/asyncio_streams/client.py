import asyncio
import getpass
import os
import sys

PORT = 5005


async def receive(reader, writer, nickname, masuk):
    loop = asyncio.get_running_loop()
    while data := await reader.readline():
        line = data.decode("utf-8", "replace").rstrip("\n")
        if line == "NICK":
            writer.write(f"{nickname}\n".encode())
        elif line == "PASS" and not masuk.is_set():
            sandi = await loop.run_in_executor(None, getpass.getpass, "Masukkan password: ")
            writer.write(f"{sandi}\n".encode())
        else:
            print(line)
            masuk.set()
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
        line = text if text.startswith("/") else f"{nickname}: {text}"
        writer.write(f"{line}\n".encode())
        await writer.drain()


async def main():
    nickname = input("Masukkan username: ")
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    masuk = asyncio.Event()
    baca = asyncio.create_task(receive(reader, writer, nickname, masuk))
    await masuk.wait()
    await write(writer, nickname)
    baca.cancel()
    writer.close()


asyncio.run(main())
