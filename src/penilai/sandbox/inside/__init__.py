"""What runs inside the box: a warm interpreter that forks each start of a student's program.

Only the standard library and this folder are there, under the name `penilai_box`.
"""
