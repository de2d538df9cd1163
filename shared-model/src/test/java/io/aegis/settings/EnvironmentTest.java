/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    @TempDir
    private Path directory;

    @Test
    void the_process_wins_over_the_file() throws IOException {
        Environment environment = withFile("A=file\nB=file\n", Map.of("A", "process"));

        assertThat(environment.string("A")).contains("process");
        assertThat(environment.string("B")).contains("file");
    }

    @Test
    void an_empty_value_is_unset_and_hides_the_file() throws IOException {
        Environment environment = withFile("A=file\nB=\nC=' '", Map.of("A", ""));

        assertThat(List.of("A", "B", "C", "D"))
                .allSatisfy(name -> assertThat(environment.string(name)).isEmpty());
    }

    @Test
    void without_a_file_the_process_is_all() {
        Environment environment = of("A", " x ");

        assertThat(environment.string("A")).contains("x");
        environment.refuseIfWrong();
    }

    @Test
    void typed_values_are_read() {
        Environment environment = Environment.of(
                Map.of(
                        "INT", "8000",
                        "DECIMAL", "0.85",
                        "SECONDS", "0.5",
                        "BOOL", "TRUE",
                        "URI", "https://example.org/x?y=z",
                        "LIST", "groq, openai,,",
                        "CHOICE", "Friday",
                        "SECRET", "s3cret"),
                directory);

        assertThat(environment.integer("INT", 0, 65535)).contains(8000);
        assertThat(environment.decimal("DECIMAL", "0", "1")).contains(new BigDecimal("0.85"));
        assertThat(environment.seconds("SECONDS", "0.05", "30")).contains(Duration.ofMillis(500));
        assertThat(environment.bool("BOOL")).contains(true);
        assertThat(environment.uri("URI", Set.of("https")).orElseThrow()).hasHost("example.org");
        assertThat(environment.list("LIST")).containsExactly("groq", "openai");
        assertThat(environment.choice("CHOICE", DayOfWeek.class)).contains(DayOfWeek.FRIDAY);
        assertThat(environment.secret("SECRET").orElseThrow().reveal()).isEqualTo("s3cret");
        environment.refuseIfWrong();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "no", "off", "0"})
    void a_switch_can_be_off_in_several_words(String word) {
        assertThat(of("S", word).bool("S")).contains(false);
    }

    @Test
    void unset_is_empty_whatever_the_type() {
        Environment environment = Environment.of(Map.of(), directory);

        assertThat(environment.integer("X", 0, 1)).isEmpty();
        assertThat(environment.bool("X")).isEmpty();
        assertThat(environment.uri("X", Set.of("http"))).isEmpty();
        assertThat(environment.list("X")).isEmpty();
        environment.refuseIfWrong();
    }

    @Test
    void everything_wrong_is_told_at_once_with_what_is_allowed() {
        Environment environment = Environment.of(
                Map.of("INT", "70000", "DECIMAL", "1e999999999", "SECONDS", "soon", "BOOL", "maybe", "CHOICE", "x"),
                directory);

        assertThat(environment.integer("INT", 0, 65535)).isEmpty();
        environment.decimal("DECIMAL", "0", "1");
        environment.seconds("SECONDS", "0.05", "30");
        environment.bool("BOOL");
        environment.choice("CHOICE", Answer.class);
        environment.refuse("OTHER", "does not go with INT");

        assertThatThrownBy(environment::refuseIfWrong)
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        refusal -> assertThat(refusal.errors())
                                .containsExactly(
                                        "INT: is '70000'; allowed: a whole number from 0 to 65535",
                                        "DECIMAL: is '1e999999999'; allowed: a number from 0 to 1",
                                        "SECONDS: is 'soon'; allowed: seconds from 0.05 to 30",
                                        "BOOL: is 'maybe'; allowed: true or false, on or off",
                                        "CHOICE: is 'x'; allowed: one of allow, deny",
                                        "OTHER: does not go with INT"))
                .hasMessageContaining("INT:")
                .hasMessageContaining("OTHER:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not a uri",
                "ftp://host/s3cret",
                "https:///s3cret",
                "s3cret",
                "https://me:s3cret@host",
                "http://s3cret:99999",
                "http://s3cret:0"
            })
    void a_wrong_address_is_refused_without_being_echoed(String address) {
        Environment environment = of("HOOK", address);

        assertThat(environment.uri("HOOK", Set.of("https", "http"))).isEmpty();
        assertThatThrownBy(environment::refuseIfWrong)
                .hasMessageContaining(
                        "HOOK: is not an address with a host, a port up to 65535 and without user and password, that begins with http:// or https://")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void an_echo_is_short_and_printable() {
        Environment environment = of("INT", "\u001b[31m" + "x".repeat(500));

        environment.integer("INT", 0, 1);

        assertThatThrownBy(environment::refuseIfWrong)
                .satisfies(refusal ->
                        assertThat(refusal.getMessage()).contains("'?[31mxxx").hasSizeLessThan(200));
    }

    @Test
    void a_secret_hides_itself() {
        Secret secret = Secret.of("s3cret");

        assertThat(secret)
                .hasToString("(secret)")
                .isEqualTo(Secret.of("s3cret"))
                .hasSameHashCodeAs(Secret.of("s3cret"));
        assertThat(secret).isNotEqualTo(Secret.of("other")).isNotEqualTo("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "A=plain|plain",
                "A = spaced out |spaced out",
                "export A=exported|exported",
                "A=value # comment|value",
                "A=va#lue|va#lue",
                "A=it's|it's",
                "A='single # quoted $X \\n' # comment|single # quoted $X \\n",
                "A=\"double # quoted\"|double # quoted",
                "A=\"tab\\tquote\\\"dollar\\$backslash\\\\\" # comment|tab\tquote\"dollar$backslash\\",
                "A=a=b|a=b",
            })
    void a_line_is_read(String line, String value) throws IOException {
        assertThat(withFile("# comment\r\n\r\n" + line + "\r\nB=next\r\n", Map.of())
                        .string("A"))
                .contains(value);
        assertThat(withFile(line, Map.of()).string("A")).contains(value);
    }

    @Test
    void a_comment_alone_is_no_value() throws IOException {
        assertThat(withFile("A=# comment\nB= # comment", Map.of()).string("A")).isEmpty();
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_name() throws IOException {
        assertThat(withFile("\uFEFFA=x", Map.of()).string("A")).contains("x");
    }

    @Test
    void lines_that_are_not_understood_are_told_by_number_without_their_content() throws IOException {
        Environment environment =
                withFile("A=1\ns3cret\nB='s3cret\nC=\"s3cret\\x\"\nA=s3cret\n1D=s3cret\nE=\"s3cret\" s3cret", Map.of());

        assertThatThrownBy(environment::refuseIfWrong)
                .hasMessageContainingAll(
                        "line 2: ", "line 3: ", "line 4: ", "line 5: sets A a second", "line 6: ", "line 7: ")
                .hasMessageNotContaining("s3cret");
        assertThat(environment.string("A")).contains("1");
    }

    @Test
    void a_file_that_cannot_be_read_is_told() throws IOException {
        Files.write(directory.resolve(".env"), new byte[] {'A', '=', (byte) 0xff});
        assertThatThrownBy(Environment.of(Map.of(), directory)::refuseIfWrong).hasMessageContaining("not UTF-8");

        Files.delete(directory.resolve(".env"));
        Files.createDirectory(directory.resolve(".env"));
        assertThatThrownBy(Environment.of(Map.of(), directory)::refuseIfWrong).hasMessageContaining("cannot be read");
    }

    @Test
    void other_forms_have_their_own_parser() {
        Environment environment = of("PATH_OF", "a");

        assertThat(environment.parsed("PATH_OF", "a path", text -> Optional.of(Path.of(text))))
                .contains(Path.of("a"));
    }

    private enum Answer {
        ALLOW,
        DENY
    }

    private Environment of(String name, String value) {
        return Environment.of(Map.of(name, value), directory);
    }

    private Environment withFile(String content, Map<String, String> process) throws IOException {
        Files.writeString(directory.resolve(".env"), content);
        return Environment.of(process, directory);
    }
}
