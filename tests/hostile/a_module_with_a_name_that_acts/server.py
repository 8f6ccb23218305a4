import importlib.util
import glob

[path] = glob.glob("*alert*.py")
spec = importlib.util.spec_from_file_location("bagian", path)
part = importlib.util.module_from_spec(spec)
spec.loader.exec_module(part)
part.leave("siapa?")
