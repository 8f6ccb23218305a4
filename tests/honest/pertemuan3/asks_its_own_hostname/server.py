import socket

PORT = 12345

hostname = socket.gethostname()
ip_address = socket.gethostbyname(hostname)
print("Hostname :", hostname)
print("IP Address :", ip_address)

username = input("Masukkan Username: ")

server_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server_socket.bind(("", PORT))
server_socket.listen(1)
print("Menunggu client terhubung...")

client_socket, client_address = server_socket.accept()
client_username = client_socket.recv(1024).decode("utf-8")
print(f"{client_username} sudah terhubung.")
client_socket.send(username.encode("utf-8"))

while True:
    message = client_socket.recv(1024).decode("utf-8")
    if not message:
        print(f"{client_username} telah meninggalkan chat.")
        client_socket.close()
        server_socket.close()
        exit()
    print(f"{client_username} : {message}")
