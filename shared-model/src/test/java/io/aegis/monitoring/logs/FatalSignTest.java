/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FatalSignTest {

    private static Optional<FatalSign> sign(LogLevel level, String message) {
        Optional<FatalSign> line = FatalSign.of(new LogEntry("api", level, message, Instant.EPOCH));
        Optional<FatalSign> template = FatalSign.of(new LogTemplate(1, "api", level, LogTokens.of(message)));
        assertThat(template).as("by its template").isEqualTo(line);
        return line;
    }

    /** What goes to the standard error has no level. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            java.lang.OutOfMemoryError: Java heap space | OUT_OF_MEMORY
            Exception in thread "main" java.lang.OutOfMemoryError: GC overhead limit exceeded | OUT_OF_MEMORY
            Terminating due to java.lang.OutOfMemoryError: Metaspace | OUT_OF_MEMORY
            Caused by: java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory | OUT_OF_MEMORY
            {"msg":"died","error":"java.lang.OutOfMemoryError: Java heap space"} | OUT_OF_MEMORY
            FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory | OUT_OF_MEMORY
            FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed - JavaScript heap out of memory | OUT_OF_MEMORY
            fatal error: runtime: out of memory | OUT_OF_MEMORY
            Out of memory: Killed process 4711 (java) total-vm:8388608kB, anon-rss:4194304kB | OUT_OF_MEMORY
            Memory cgroup out of memory: Killed process 12 (node) | OUT_OF_MEMORY
            kernel: java invoked oom-killer: gfp_mask=0xcc0, order=0 | OUT_OF_MEMORY
            oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null) | OUT_OF_MEMORY
            app.service: Failed with result 'oom-kill'. | OUT_OF_MEMORY
            app.service: A process of this unit has been killed by the OOM killer. | OUT_OF_MEMORY
            Last state: Terminated, reason: OOMKilled, exit code 137 | OUT_OF_MEMORY
            write error: No space left on device | DISK_FULL
            [Errno 28] No space left on device: '/tmp/x' | DISK_FULL
            panic: runtime error: invalid memory address or nil pointer dereference | CRASHED
            fatal error: all goroutines are asleep - deadlock! | CRASHED
            fatal error: concurrent map writes | CRASHED
            thread 'main' panicked at src/main.rs:4:5: | CRASHED
            thread 'main' has overflowed its stack | CRASHED
            Fatal Python error: Segmentation fault | CRASHED
            # A fatal error has been detected by the Java Runtime Environment: | CRASHED
            Segmentation fault (core dumped) | CRASHED
            app[7]: segfault at 0 ip 00007f3c2a sp 00007ffd error 4 in libc.so | CRASHED
            Kernel panic - not syncing: Fatal exception | CRASHED
            """)
    void what_only_the_dying_say_needs_no_level(String message, FatalSign sign) {
        assertThat(sign(LogLevel.INFO, message)).contains(sign);
        assertThat(sign(LogLevel.ERROR, message)).contains(sign);
        assertThat(sign(LogLevel.DEBUG, message)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Request failed: java.lang.OutOfMemoryError | OUT_OF_MEMORY
            MemoryError | OUT_OF_MEMORY
            numpy.core._exceptions._ArrayMemoryError: Unable to allocate 7.45 GiB | OUT_OF_MEMORY
            Unhandled exception. System.OutOfMemoryException: Array dimensions exceeded | OUT_OF_MEMORY
            failed to allocate memory (NoMemoryError) | OUT_OF_MEMORY
            terminate called after throwing an instance of 'std::bad_alloc' | CRASHED
            what():  std::bad_alloc | OUT_OF_MEMORY
            RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB | OUT_OF_MEMORY
            fork: Cannot allocate memory | OUT_OF_MEMORY
            PHP Fatal error: Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) | OUT_OF_MEMORY
            ORA-04031: unable to allocate 4096 bytes of shared memory | OUT_OF_MEMORY
            ORA-04030: out of process memory when trying to allocate 16 bytes | OUT_OF_MEMORY
            OOM command not allowed when used memory > 'maxmemory'. | OUT_OF_MEMORY
            ENOSPC: no space left on device, write | DISK_FULL
            database or disk is full | DISK_FULL
            Disk full (/tmp/#sql_1.MAI); waiting for someone to free some space... | DISK_FULL
            write failed: Disk quota exceeded | DISK_FULL
            There is not enough space on the disk. | DISK_FULL
            flood stage disk watermark [95%] exceeded on [x] | DISK_FULL
            ORA-01653: unable to extend table SHOP.ORDERS by 128 in tablespace USERS | DISK_FULL
            panic: it cannot be | CRASHED
            # SIGSEGV (0xb) at pc=0x00007f, pid=1, tid=7 | CRASHED
            """)
    void what_others_may_speak_of_has_to_be_a_warning(String message, FatalSign sign) {
        assertThat(sign(LogLevel.WARN, message)).contains(sign);
    }

    @ParameterizedTest
    @EnumSource(
            value = LogLevel.class,
            names = {"DEBUG", "INFO"})
    void not_what_is_only_spoken_of(LogLevel level) {
        assertThat(sign(level, "alerts on OutOfMemoryError are sent to ops")).isEmpty();
        assertThat(sign(level, "panic button pressed")).isEmpty();
        assertThat(sign(level, "what to do when the disk is full")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+HeapDumpOnOutOfMemoryError -XX:HeapDumpPath=/tmp",
                "Picked up JAVA_TOOL_OPTIONS: -XX:+ExitOnOutOfMemoryError",
                "-XX:OnOutOfMemoryError=kill -9 %p",
                "no java.lang.OutOfMemoryError: Java heap space any more",
                "ran without any OutOfMemoryError",
                "Successfully recovered from java.lang.OutOfMemoryError: Java heap space",
                "cache shrunk to avoid an OutOfMemoryError",
                "OutOfMemoryError was handled by dropping the request",
                "OutOfMemoryError handler installed",
                "state: running, OOMKilled=false",
                "No space left on device: resolved",
                "disk full check enabled",
                "panic recovered: boom",
                "http: panic serving 10.0.0.1:4711: runtime error: index out of range",
                "vm.panic_on_oom = 0",
                "exit if out of memory",
                "the JVM may run out of memory",
                "unable to extend lock lease",
                "panicked customers call",
                "timeout after 5 s"
            })
    void not_what_is_denied_over_or_a_setting(String message) {
        assertThat(sign(LogLevel.ERROR, message)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "could not be recovered: java.lang.OutOfMemoryError: Java heap space",
                "failed to recover from java.lang.OutOfMemoryError: Java heap space",
                "OutOfMemoryError not handled",
                "could not write: no space left on device"
            })
    void what_is_denied_in_vain_is_so(String message) {
        assertThat(sign(LogLevel.ERROR, message)).isPresent();
    }

    @Test
    void each_phrase_has_a_stem_by_which_lines_are_chosen() {
        assertThat(FatalPhrase.byFirstWord().values())
                .hasSizeGreaterThan(30)
                .allSatisfy(phrases -> assertThat(phrases)
                        .allSatisfy(phrase -> assertThat(FatalPhrase.mayBeIn(String.join(" ", phrase.words())))
                                .as(phrase.toString())
                                .isTrue()));
        assertThat(FatalPhrase.mayBeIn("request 7 GET /api/v1/orders took 12 ms in namespace shop"))
                .isFalse();
    }

    @Test
    void any_text_does() {
        for (String text : List.of("", " . - ... \"\" <*>", "memory", "oom".repeat(1_000))) {
            assertThat(sign(LogLevel.ERROR, text)).isEmpty();
        }
    }
}
