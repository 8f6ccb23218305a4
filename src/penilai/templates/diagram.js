// A mouse shows the bytes by pointing; a click keeps them, as does a touch or the Enter key.
for (const row of document.querySelectorAll("details.row")) {
  let peeking = false;
  row.addEventListener("pointerenter", (event) => {
    if (event.pointerType === "mouse" && !row.open) row.open = peeking = true;
  });
  row.addEventListener("pointerleave", () => {
    if (peeking) row.open = peeking = false;
  });
  row.querySelector("summary").addEventListener("click", (event) => {
    if (peeking) event.preventDefault();
    peeking = false;
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const row of document.querySelectorAll("details.row[open]")) row.open = false;
});
