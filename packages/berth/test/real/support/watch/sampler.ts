/**
 * For `python3 -c`: reads files of all processes of a host, containers included, over and over, and prints what is
 * around the texts that standard input names, each after the text's number there, from 0 on; ends when the file of its
 * first argument is there. The other arguments are the files' names in `/proc/PID`. Python, as a shell is too slow to
 * see what is gone at once.
 */
export const sampler = `
import os, sys
texts = [text.encode() for text in sys.stdin.read().split()]
seen, looks = set(), 0
while not os.path.exists(sys.argv[1]):
    looks += 1
    for process in os.listdir("/proc"):
        if not process.isdigit():
            continue
        for name in sys.argv[2:]:
            try:
                with open("/proc/" + process + "/" + name, "rb") as file:
                    words = file.read()
            except OSError:
                continue
            for number, text in enumerate(texts):
                at = words.find(text)
                if at >= 0:
                    seen.add((number, words[max(at - 500, 0):at + 500]))
for number, words in sorted(seen):
    print(number, words.replace(b"\\0", b" "))
print("looks", looks)
`

/**
 * The same of all files below the folders that the other arguments name, but for those with one of the second one's
 * names, commas between them: prints the text's number, the file's path and its size.
 */
export const fileSampler = `
import os, stat, sys
texts = [text.encode() for text in sys.stdin.read().split()]
seen, looks = set(), 0
while not os.path.exists(sys.argv[1]):
    looks += 1
    for top in sys.argv[3:]:
        for folder, _, names in os.walk(top):
            for name in names:
                path = os.path.join(folder, name)
                try:
                    status = os.lstat(path)
                    if name in sys.argv[2].split(",") or not stat.S_ISREG(status.st_mode) or status.st_size > 1 << 22:
                        continue
                    with open(path, "rb") as file:
                        words = file.read()
                except OSError:
                    continue
                for number, text in enumerate(texts):
                    if text in words:
                        seen.add((number, path, len(words)))
for one in sorted(seen):
    print(*one)
print("looks", looks)
`
