"""Pemeriksaan untuk proyek Anda sendiri. Tambahkan yang baru di bawah contoh ini."""

import pytest


@pytest.mark.points(100, advice='Kirim kembali f"Gema: {line}" dan "\\n" untuk setiap baris.')
def test_server_answers_each_line(room):
    """Server menjawab setiap baris dengan gemanya"""
    ani = room.connect("Ani")
    ani.hears("Gema: " + ani.says_only("halo"))
    ani.hears("Gema: " + ani.says_only("masih di sana?"))
