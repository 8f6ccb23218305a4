import asyncio
import queue
import threading
import tkinter as tk
from tkinter import scrolledtext, simpledialog

root = tk.Tk()
root.withdraw()
nickname = simpledialog.askstring("Nama", "Nama Anda?", parent=root)
arrived = queue.SimpleQueue()
loop = asyncio.new_event_loop()
writers = []


async def chat():
    reader, writer = await asyncio.open_connection("127.0.0.1", 9090)
    writers.append(writer)
    try:
        while data := await reader.readline():
            line = data.decode("utf-8", "replace").rstrip()
            if line == "NICK":
                writer.write(f"{nickname}\n".encode())
                await writer.drain()
            else:
                arrived.put(line)
    except ConnectionError:
        pass
    arrived.put("Server pergi.")


async def send(line):
    writers[0].write(f"{line}\n".encode())
    await writers[0].drain()


def write(event=None):
    text = entry.get()
    if text and writers:
        asyncio.run_coroutine_threadsafe(send(f"{nickname}: {text}"), loop)
        entry.delete(0, "end")


def poll():
    while not arrived.empty():
        area["state"] = "normal"
        area.insert("end", arrived.get() + "\n")
        area["state"] = "disabled"
        area.see("end")
    root.after(25, poll)


tk.Label(root, text=f"Chat sebagai {nickname}").pack()
area = scrolledtext.ScrolledText(root, state="disabled", wrap="word")
area.pack(expand=True, fill="both")
entry = tk.Entry(root)
entry.pack(fill="x")
entry.bind("<Return>", write)
tk.Button(root, text="Kirim", command=write).pack()
threading.Thread(target=loop.run_until_complete, args=(chat(),), daemon=True).start()
root.deiconify()
poll()
root.mainloop()
