"use strict";

const { username, room } = document.body.dataset;
const [state, leave, who, users, messages, newest, error, form, text, left] =
  ["state", "leave", "who", "users", "messages", "newest", "error", "form", "text", "left"]
    .map((id) => document.getElementById(id));

// Hanya WebSocket: satu sambungan saja, tanpa permintaan HTTP berulang-ulang.
const socket = io({ transports: ["websocket"] });

// Menampilkan -------------------------------------------------------------------------

// textContent, bukan innerHTML: apa pun yang dikirim orang tampil sebagai teks.
function element(tag, content, className = "") {
  const made = document.createElement(tag);
  made.textContent = content;
  made.className = className;
  made.dir = "auto"; // huruf Arab dari kanan ke kiri
  return made;
}

// Tambahkan satu baris; ikuti yang terbaru, kecuali pembaca sedang melihat ke atas.
function add(item, mine = false) {
  const rest = messages.scrollHeight - messages.scrollTop - messages.clientHeight;
  messages.append(item);
  if (rest < 60 || mine) {
    showNewest();
  } else {
    newest.hidden = false;
  }
}

function showNewest() {
  messages.scrollTop = messages.scrollHeight;
  newest.hidden = true;
}

function complain(sentence) {
  error.textContent = sentence;
  error.hidden = !sentence;
}

// Dari server -------------------------------------------------------------------------

socket.on("status", (data) => add(element("li", data.msg, "status")));

socket.on("receive_message", (data) => {
  const mine = data.username === username;
  // TUGAS: tampilkan data.username dan data.message sebagai satu <li> baru (lihat element
  // dan add di atas). Keduanya tulisan orang lain: hanya boleh menjadi teks.
  // BEGIN SOLUTION
  const item = element("li", "", mine ? "mine" : "");
  item.append(element("b", data.username), element("span", data.message));
  add(item, mine);
  // END SOLUTION
});

socket.on("users", (data) => {
  who.textContent = `Yang ada di sini (${data.users.length})`;
  users.replaceChildren(...data.users.map((name) => element("li", name)));
});

socket.on("error_message", (data) => complain(data.msg));

// Sambungan ---------------------------------------------------------------------------

// Juga sesudah tersambung kembali: bagi server, itu sambungan baru yang belum bergabung.
socket.on("connect", () => {
  state.textContent = "tersambung";
  state.className = "";
  complain("");
  socket.emit("joined", { username, room });
});

socket.on("disconnect", () => {
  state.textContent = "menyambung kembali…";
  state.className = "lost";
});

socket.on("connect_error", (reason) => {
  state.textContent = "menyambung kembali…";
  state.className = "lost";
  if (!socket.active) { // server menolak dengan alasan, dan socket.io tidak mencoba lagi sendiri
    complain(reason.message);
    setTimeout(() => socket.connect(), 5000);
  }
});

// Ke server ---------------------------------------------------------------------------

form.addEventListener("submit", (event) => {
  event.preventDefault(); // jangan memuat halaman lagi
  const message = text.value.trim();
  if (!socket.connected) {
    complain("Sambungan sedang putus. Pesan Anda tetap di sini; kirim lagi nanti.");
  } else if (message) {
    complain("");
    socket.emit("send_message", { username, message, room });
    text.value = "";
    count();
  }
  text.focus();
});

function count() {
  const rest = text.maxLength - text.value.length;
  left.textContent = rest <= 100 ? `sisa ${rest} huruf` : "";
}

// Tab yang ditutup juga berarti pergi; di sini server diberi tahu lebih dulu.
leave.addEventListener("click", () => socket.emit("left", { username, room }));
text.addEventListener("input", count);
newest.addEventListener("click", showNewest);
