/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A phrase that tells of something fatal.
 *
 * @param words in small letters, of which {@code *} stands for any
 * @param sign what it tells of
 * @param own said by nobody but who it happens to, so that its level does not matter: what goes to the standard error has none. Of
 *     what others may speak of, the line has to be a warning or an error.
 */
record FatalPhrase(List<String> words, FatalSign sign, boolean own) {

    /** A word that stands for any. */
    static final String ANYTHING = "*";

    private static final List<String> OWN_MEMORY = List.of(
            // JVM
            "outofmemoryerror java heap space",
            "outofmemoryerror gc overhead limit exceeded",
            "outofmemoryerror metaspace",
            "outofmemoryerror compressed class space",
            "outofmemoryerror direct buffer memory",
            "outofmemoryerror cannot reserve",
            "outofmemoryerror unable to create",
            "outofmemoryerror requested array size exceeds",
            // Node
            "javascript heap out of memory",
            "reached heap limit",
            // Go
            "runtime out of memory",
            "runtime cannot allocate memory",
            // Linux, systemd, Kubernetes
            "out of memory killed process",
            "out of memory kill process",
            "invoked oom-killer",
            "oom-kill constraint",
            "oom_reaper reaped process",
            "result oom-kill",
            "killed by the oom killer",
            "system oom encountered",
            "oomkilling",
            "oomkilled");

    private static final List<String> MEMORY = List.of(
            "outofmemoryerror",
            "outofmemoryexception",
            "memoryerror",
            "arraymemoryerror",
            "nomemoryerror",
            "bad_alloc",
            "out of memory",
            "out of process memory",
            "cannot allocate memory",
            "enomem",
            "allowed memory size of * bytes exhausted",
            "unable to allocate * bytes of shared memory",
            "exceeding memory limits",
            "oom command not allowed");

    private static final List<String> OWN_DISK = List.of("no space left on device");

    private static final List<String> DISK = List.of(
            "no space left",
            "enospc",
            "disk full",
            "disk is full",
            "out of disk space",
            "insufficient disk space",
            "disk quota exceeded",
            "not enough space on the disk",
            "filesystem full",
            "filesystem is full",
            "file system full",
            "file system is full",
            "flood stage disk watermark",
            "flood-stage watermark",
            // Oracle: a tablespace, the area of archived logs
            "unable to extend table",
            "unable to extend index",
            "unable to extend lob",
            "unable to extend temp",
            "unable to extend undo",
            "archiver error");

    private static final List<String> OWN_CRASH = List.of(
            // Go
            "panic runtime error",
            "panic assignment to entry in nil map",
            "panic send on closed channel",
            "panic close of closed channel",
            "panic interface conversion",
            "all goroutines are asleep",
            "fatal error concurrent map",
            "fatal error stack overflow",
            // Rust
            "panicked at",
            "overflowed its stack",
            "fatal runtime error",
            // Python, JVM
            "fatal python error",
            "fatal error has been detected by the java runtime environment",
            // Linux and what is compiled for it
            "kernel panic not syncing",
            "segfault at",
            "segmentation fault",
            "core dumped");

    private static final List<String> CRASH = List.of(
            "kernel panic",
            "segfault",
            "sigsegv",
            "code dumped",
            "terminate called after throwing",
            "double free or corruption",
            "stack smashing detected");

    /** Of these at least one is in each phrase: most lines need not be cut into words. */
    private static final List<String> STEMS = List.of(
            "memor",
            "heap limit",
            "oom",
            "bad_alloc",
            "enomem",
            "no space",
            "enospc",
            "disk",
            "flood-stage",
            "filesystem",
            "file system",
            "unable to extend",
            "archiver",
            "panic",
            "goroutines",
            "fatal",
            "overflowed",
            "segfault",
            "segmentation",
            "sigsegv",
            "dumped",
            "terminate called",
            "corruption",
            "smashing");

    FatalPhrase {
        words = List.copyOf(words);
    }

    /** All phrases by their first words. */
    static Map<String, List<FatalPhrase>> byFirstWord() {
        Map<String, List<FatalPhrase>> index = new HashMap<>();
        add(index, OWN_MEMORY, FatalSign.OUT_OF_MEMORY, true);
        add(index, OWN_DISK, FatalSign.DISK_FULL, true);
        add(index, OWN_CRASH, FatalSign.CRASHED, true);
        add(index, MEMORY, FatalSign.OUT_OF_MEMORY, false);
        add(index, DISK, FatalSign.DISK_FULL, false);
        add(index, CRASH, FatalSign.CRASHED, false);
        return Map.copyOf(index);
    }

    /** Whether a text may hold any phrase. */
    static boolean mayBeIn(String text) {
        String start = text.length() > LogTokens.MOST_CHARACTERS ? text.substring(0, LogTokens.MOST_CHARACTERS) : text;
        String small = start.toLowerCase(Locale.ROOT);
        return STEMS.stream().anyMatch(small::contains);
    }

    private static void add(Map<String, List<FatalPhrase>> index, List<String> phrases, FatalSign sign, boolean own) {
        for (String phrase : phrases) {
            List<String> words = List.of(phrase.split(" ", -1));
            index.computeIfAbsent(words.getFirst(), _ -> new ArrayList<>()).add(new FatalPhrase(words, sign, own));
        }
    }

    /** Whether these words stand at a place of others. */
    boolean isAt(int at, List<String> others) {
        if (at + words.size() > others.size()) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).equals(ANYTHING) && !words.get(i).equals(others.get(at + i))) {
                return false;
            }
        }
        return true;
    }
}
