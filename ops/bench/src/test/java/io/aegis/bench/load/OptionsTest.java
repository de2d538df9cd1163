/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class OptionsTest {

    private static Options options(String scenario, String line) {
        CommandSpec spec = CommandSpec.create();
        ScenarioCommand.all().stream()
                .filter(each -> each.label().equals(scenario))
                .findFirst()
                .orElseThrow()
                .describe(spec);
        return new Options(new CommandLine(spec).parseArgs(line.split(" ")));
    }

    @Test
    void operands_options_and_flags_come_in_any_order() {
        Options options = options("post-file", "--no-goals --rate 7 a.csv");

        assertThat(options.file()).isEqualTo(Path.of("a.csv"));
        assertThat(options.has(LoadOption.NO_GOALS)).isTrue();
        assertThat(options.has(LoadOption.FIND_MAX)).isFalse();
        assertThat(options.number(LoadOption.RATE, 1, 1, 10)).isEqualTo(7);
    }

    @Test
    void what_was_used_is_told_defaults_included_but_never_the_key() {
        Options options = options("new", "--key s3cret --rate 7");
        options.number(LoadOption.RATE, 1, 1, 10);
        options.number(LoadOption.CLIENTS, 5, 1, 10);
        options.targets();

        assertThat(options.used())
                .containsEntry("rate", "7")
                .containsEntry("clients", "5")
                .containsEntry("url", "http://127.0.0.1:8000")
                .hasSize(3);
        assertThat(options.text(LoadOption.KEY)).hasValue("s3cret");
    }

    @Test
    void several_servers_can_be_named() {
        assertThat(options("identical", "--url http://127.0.0.1:1 --url http://127.0.0.1:2")
                        .targets())
                .hasSize(2);
    }

    @Test
    void the_data_folder_is_the_one_named_then_that_of_the_product() {
        Map<String, String> product = Map.of("AEGIS_DATA_DIR", "/data");
        assertThat(options("new", "--data-dir /disk").dataFolder(product)).isEqualTo(Path.of("/disk"));
        assertThat(options("new", "--rate 1").dataFolder(product)).isEqualTo(Path.of("/data"));
        assertThat(options("new", "--rate 1").dataFolder(Map.of())).isEqualTo(Path.of("."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "-1", "999999999999999999"})
    void a_number_out_of_range_is_refused(String number) {
        assertThatThrownBy(() -> options("new", "--rate " + number).number(LoadOption.RATE, 1, 1, 10))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--rate");
    }
}
