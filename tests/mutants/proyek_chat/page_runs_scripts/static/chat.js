"use strict";

const { username } = document.body.dataset;
const [state, who, users, messages, newest, error, form, text, left] =
  ["state", "who", "users", "messages", "newest", "error", "form", "text", "left"]
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

socket.on("response", (data) => {
  const mine = data.username === username;
  // TUGAS: tampilkan data.username dan data.msg sebagai satu <li> baru (lihat element
  // dan add di atas). Keduanya tulisan orang lain: hanya boleh menjadi teks.
  // BEGIN SOLUTION
  const item = element("li", "", mine ? "mine" : "");
  item.innerHTML = `<b>${data.username}</b><span>${data.msg}</span>`;
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
  socket.emit("join");
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
    setTimeout(login, 2000);
  }
});

// Server yang dijalankan lagi tanpa SECRET_KEY tidak mengenali session yang lama.
async function login() {
  try {
    await fetch("/", { method: "POST", body: new URLSearchParams({ username }) });
  } catch {
    // server belum ada; socket.io mencoba terus
  }
  socket.connect();
}

// Ke server ---------------------------------------------------------------------------

form.addEventListener("submit", (event) => {
  event.preventDefault(); // jangan memuat halaman lagi
  const message = text.value.trim();
  if (!socket.connected) {
    complain("Sambungan sedang putus. Pesan Anda tetap di sini; kirim lagi nanti.");
  } else if (message) {
    complain("");
    socket.emit("message", { msg: message });
    text.value = "";
    count();
  }
  text.focus();
});

function count() {
  const rest = text.maxLength - text.value.length;
  left.textContent = rest <= 100 ? `sisa ${rest} huruf` : "";
}

text.addEventListener("input", count);
newest.addEventListener("click", showNewest);
