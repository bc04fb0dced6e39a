/* Logs what a process does to the files of one folder, and fails what it is told to fail.
 *
 * Preloaded, it wraps the calls that change files. PC_DIR is the folder, PC_LOG the log: for each call that succeeded
 * one record (operation, name, offset, length, data; of a file that gets another name, the data are that name). A write to standard output is logged as an answer. pc_fail()
 * lets every write, or every fsync, after the next n fail with an error number.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST 4096
static char names[MOST][256];
static int out = -1;
static long writes_left = -1, syncs_left = -1;
static int fail_with = 0;

static const char *ours(const char *path) {
  const char *dir = getenv("PC_DIR");
  size_t n = dir ? strlen(dir) : 0;
  if (!dir || strncmp(path, dir, n) || (path[n] != '/' && path[n] != 0)) return NULL;
  const char *name = path[n] ? path + n + 1 : ".";
  size_t m = strlen(name);
  return m < 250 && !(m > 4 && !strcmp(name + m - 4, "-shm")) ? name : NULL;
}

static void record(char op, const char *name, uint64_t offset, const void *data, uint64_t length) {
  if (out < 0) {
    const char *log = getenv("PC_LOG");
    if (!log) return;
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
    int fd = real(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    out = fcntl(fd, F_DUPFD_CLOEXEC, 900);
    close(fd);
  }
  ssize_t (*put)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
  uint64_t head[3] = {strlen(name), offset, length};
  char buffer[1 + sizeof head];
  buffer[0] = op;
  memcpy(buffer + 1, head, sizeof head);
  if (put(out, buffer, sizeof buffer) < 0 || put(out, name, head[0]) < 0 || (data && put(out, data, length) < 0)) abort();
}

void pc_fail(long writes, long syncs, int error) {
  writes_left = writes;
  syncs_left = syncs;
  fail_with = error;
}

static int failing(long *left) {
  if (*left < 0) return 0;
  if (*left > 0) return (*left)--, 0;
  errno = fail_with;
  return 1;
}

static void opened(int fd, const char *path, int flags, int existed) {
  const char *name = fd >= 0 && fd < MOST ? ours(path) : NULL;
  if (!name) return;
  strcpy(names[fd], name);
  if ((flags & O_CREAT) && !existed) record('c', name, 0, NULL, 0);
  if (flags & O_TRUNC) record('t', name, 0, NULL, 0);
}

#define OPEN(NAME)                                                             \
  int NAME(const char *path, int flags, ...) {                                 \
    va_list more;                                                              \
    va_start(more, flags);                                                     \
    mode_t mode = (flags & O_CREAT) ? va_arg(more, mode_t) : 0;                \
    va_end(more);                                                              \
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, #NAME);             \
    int existed = access(path, F_OK) == 0;                                     \
    int fd = real(path, flags, mode);                                          \
    opened(fd, path, flags, existed);                                          \
    return fd;                                                                 \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  int (*real)(int) = dlsym(RTLD_NEXT, "close");
  if (fd >= 0 && fd < MOST) names[fd][0] = 0;
  return real(fd);
}

static int known(int fd) { return fd >= 0 && fd < MOST && names[fd][0]; }

ssize_t write(int fd, const void *data, size_t length) {
  ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
  if (!known(fd)) {
    ssize_t done = real(fd, data, length);
    if (fd == 1 && done > 0 && getenv("PC_LOG")) record('a', "answer", 0, data, done);
    return done;
  }
  if (failing(&writes_left)) return -1;
  off_t at = lseek(fd, 0, SEEK_CUR);
  ssize_t done = real(fd, data, length);
  if (done > 0) record('w', names[fd], at, data, done);
  return done;
}

#define PWRITE(NAME, OFFSET)                                                   \
  ssize_t NAME(int fd, const void *data, size_t length, OFFSET at) {           \
    ssize_t (*real)(int, const void *, size_t, OFFSET) = dlsym(RTLD_NEXT, #NAME); \
    if (known(fd) && failing(&writes_left)) return -1;                         \
    ssize_t done = real(fd, data, length, at);                                 \
    if (known(fd) && done > 0) record('w', names[fd], at, data, done);         \
    return done;                                                               \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(NAME, OFFSET)                                                 \
  int NAME(int fd, OFFSET size) {                                              \
    int (*real)(int, OFFSET) = dlsym(RTLD_NEXT, #NAME);                        \
    int done = real(fd, size);                                                 \
    if (known(fd) && !done) record('t', names[fd], size, NULL, 0);             \
    return done;                                                               \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(NAME)                                                             \
  int NAME(int fd) {                                                           \
    int (*real)(int) = dlsym(RTLD_NEXT, #NAME);                                \
    if (known(fd) && failing(&syncs_left)) return -1;                          \
    int done = real(fd);                                                       \
    if (known(fd) && !done) record('s', names[fd], 0, NULL, 0);                \
    return done;                                                               \
  }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
  int (*real)(const char *) = dlsym(RTLD_NEXT, "unlink");
  int done = real(path);
  if (!done && ours(path)) record('u', ours(path), 0, NULL, 0);
  return done;
}

#define NAMED(NAME, OP)                                                        \
  int NAME(const char *old, const char *new) {                                 \
    int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, #NAME);         \
    int done = real(old, new);                                                 \
    if (!done && ours(old) && ours(new)) record(OP, ours(old), 0, ours(new), strlen(ours(new))); \
    return done;                                                               \
  }
NAMED(rename, 'n')
NAMED(link, 'l')
