/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ops/lib/system.sh}: what files tell of processes on Linux, ps tells elsewhere; Perl does what macOS has no program for. */
class SystemScriptTest {

    private static final String ELSEWHERE = "proc=''\n";
    private static final String WITHOUT_PROGRAMS =
            "command() { [[ $2 != flock && $2 != setsid ]] && builtin command \"$@\"; }\n";

    @TempDir
    private Path folder;

    private String bash(String script) throws Exception {
        Path output = folder.resolve("output.txt");
        int code = new ProcessBuilder(
                        "bash",
                        "-c",
                        "set -euo pipefail\nsource " + Installation.checkout("ops/lib/system.sh") + "\n" + script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(code).as(said).isZero();
        return said;
    }

    private static void needsPs() {
        assumeTrue(
                Program.installed("ps").isPresent(),
                "What the script asks ps is tried, and there is no ps on the PATH; on Debian: apt-get install procps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ELSEWHERE})
    void who_stands_back_has_less_weight(String system) throws Exception {
        needsPs();

        assertThat(bash(system + """
                        (own_session sleep 600) & pid=$!
                        until [[ $(ps -o sid= -p $pid) -eq $pid && $(ps -o command= -p $pid) == 'sleep 600' ]]; do :; done
                        stand_back $pid
                        stand_back $pid
                        echo $(ps -o ni= -p $pid)
                        kill $pid
                        """)).isEqualTo("10\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ELSEWHERE})
    void a_process_is_known_by_when_it_started(String system) throws Exception {
        needsPs();

        assertThat(bash(system + """
                        [[ $(start_of $$) == "$(start_of $$)" && -n $(start_of $$) ]] && echo same
                        start_of 99999999 || echo none
                        (exit 0) & ended=$!
                        until [[ $(ps -o stat= -p $ended || true) == Z* || ! -e /proc/$ended ]]; do :; done
                        start_of $ended || echo ended
                        """)).isEqualTo("same\nnone\nended\n");
    }

    @Test
    void ps_and_files_say_the_same() throws Exception {
        needsPs();
        String figures = """
                work() { for ((i = 0; i < 20000; i++)); do :; done; }
                work
                echo $(processor_time $$) $(age_of $$) $(memory_of $$)
                """;

        assertThat(bash(figures)).matches("\\d+ \\d+ [1-9]\\d+\n");
        assertThat(bash(ELSEWHERE + figures)).matches("\\d+ \\d+ [1-9]\\d+\n");
    }

    @ParameterizedTest
    @CsvSource({"1-02:03:04, 93784", "03:04, 184", "0:01.55, 1", "10:00:00, 36000"})
    void times_of_ps_are_read(String time, String seconds) throws Exception {
        assertThat(bash("seconds_of " + time)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ELSEWHERE})
    void a_server_is_known_by_its_data_folder(String system) throws Exception {
        needsPs();
        Path server = folder.resolve("mariadbd");
        Files.copy(Program.installed("bash").orElseThrow().toRealPath(), server);
        assertThat(server.toFile().setExecutable(true)).isTrue();

        // A shell that waits, with an option that it leaves to its script.
        assertThat(bash(system + """
                        data=/some/where$((1))
                        mkfifo gate
                        (exec -a "$PWD/mariadbd" ./mariadbd --noprofile -c 'read <gate; :' --datadir=$data) & pid=$!
                        trap 'kill $pid' EXIT
                        until ps -ww -o command= -p $pid | grep -q '^/.*where1$'; do :; done
                        is_server_of $pid $data && echo ours
                        is_server_of $pid /some || echo others
                        is_server_of $$ $data || echo none
                        is_on_a_command_line --datadir=$data && echo used
                        is_on_a_command_line --datadir=${data}2 || echo unused
                        [[ $(program_of $pid) == "$(readlink -f mariadbd)" ]] && echo program
                        """)).isEqualTo("ours\nothers\nnone\nused\nunused\nprogram\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", WITHOUT_PROGRAMS})
    void a_lock_is_had_once(String programs) throws Exception {
        assertThat(bash(programs + """
                        exec 9>lock
                        take_lock 9 0 && echo had
                        (exec 9>lock; take_lock 9 0 || echo busy; take_lock 9 1 || echo waited)
                        exec 9>&-
                        (exec 9>lock; take_lock 9 && echo had again)
                        """)).isEqualTo("had\nbusy\nwaited\nhad again\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", WITHOUT_PROGRAMS})
    void a_session_of_its_own_keeps_the_process(String programs) throws Exception {
        needsPs();

        assertThat(bash(programs + """
                        (own_session bash -c '[[ $(ps -o sid= -p $$) -eq $$ ]] && echo $$') >session & wait $!
                        [[ $(<session) == $! ]] && echo leads
                        """)).isEqualTo("leads\n");
    }

    @Test
    void files_and_lines() throws Exception {
        assertThat(bash("""
                        printf 12345 >file
                        size_of file; echo
                        size_of nothing || echo none
                        stat "${stamp[@]}" file | grep -c ' 5 '
                        printf 'a\\nb\\nc\\n' | reversed
                        """)).isEqualTo("5\nnone\n1\nc\nb\na\n");
    }
}
