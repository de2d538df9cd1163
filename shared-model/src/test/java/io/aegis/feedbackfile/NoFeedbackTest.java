/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static io.aegis.feedbackfile.GivenFiles.bytes;
import static io.aegis.feedbackfile.GivenFiles.inspect;
import static io.aegis.feedbackfile.GivenFiles.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs, chats, mails and dumps of databases, which have lines and texts too. */
class NoFeedbackTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1 - - [10/Oct/2025:13:55:36 +0000] \"GET / HTTP/1.1\" 200 2326",
                "Jan  5 10:00:00 host sshd[123]: Failed password for root",
                "<34>1 2026-01-05T10:00:00Z host app - - - It is broken",
                "2026-01-05T10:00:00.123456+01:00 host systemd[1]: Started it",
                "2026-01-05 10:00:00,123 ERROR [main] com.x.Y - Failed to open, it is broken",
                "2026-01-05T10:00:00.123Z  INFO 123 --- [main] c.x.Y : Started, in 3 seconds",
                "[2026-01-05 10:00:00] production.ERROR: It is broken",
                "INFO 2026-01-05 10:00:00 it works",
                "ts=2026-01-05T10:00:00Z caller=main.go:1 level=info msg=\"it works well\"",
                "I0105 10:00:00.123456   12345 main.go:12] starting all of them",
                "[Mon Jan 05 10:00:00.123 2026] [core:error] [pid 1] File does not exist",
                "2026/01/05 10:00:00 [error] 12#12: *1 open() failed"
            })
    void logs_are_refused_by_name(String line) {
        refused(bytes((line + "\n").repeat(3)), "The file is the log of a program");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"time\":\"2026-01-05T10:00:00Z\",\"level\":\"info\",\"message\":\"Request took very long\"}\n",
                "{\"level\":\"warn\",\"message\":\"Request took very long\"}\n{\"level\":\"error\",\"message\":\"It failed at last\"}\n"
            })
    void tables_of_logs_are_asked_about(String file) throws IOException {
        assertThat(inspect(bytes(file)).needsMapping()).isTrue();
        assertThat(FileRows.of(file, "column", "message").texts()).isNotEmpty();
    }

    @Test
    void feedback_that_speaks_of_levels_is_feedback() throws IOException {
        assertThat(FileRows.of("feedback\nERROR 500 when I pay\nINFO is missing on the page\n")
                        .texts())
                .hasSize(2);
        assertThat(inspect(bytes("severity,comment\ncritical,It is broken for all\nhigh,It is slow today\n"))
                        .needsMapping())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01.01.26, 10:00 - Ann Müller: The app crashes\n01.01.26, 10:01 - Ben: Yes\n",
                "[1/2/26, 10:00:01 AM] Ann: The app crashes\nand more\n[1/2/26, 10:01:01 AM] Ben: Yes\n"
            })
    void chats_are_refused_by_name(String file) {
        refused(bytes(file), "The file is an exported chat");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From ann@x.de Mon Jan  5 10:00:00 2026\nFrom: Ann <ann@x.de>\nTo: b@x.de\nSubject: Help\n\nIt crashes\n",
                "DKIM-Signature: v=1; a=rsa-sha256;\n d=x.de;\nReceived: from a by b;\nFrom: Ann\nTo: b\nSubject: Help\n\nIt crashes\n"
            })
    void mails_and_mailboxes_are_refused_by_name(String file) {
        refused(bytes(file), "The file is an e-mail");
    }

    @Test
    void what_a_chat_or_a_program_in_it_wrote_is_rejected_and_told() throws IOException {
        String file =
                "[{\"type\":\"message\",\"subtype\":\"channel_join\",\"user\":\"U1\",\"text\":\"<@U1> has joined\",\"ts\":\"1.2\"},"
                        + "{\"type\":\"message\",\"user\":\"U2\",\"text\":\"The app is slow\",\"ts\":\"1.3\",\"blocks\":[{\"elements\":"
                        + "[{\"elements\":[{\"type\":\"text\",\"text\":\"The app is slow\"}]}]}]},"
                        + "{\"type\":\"message\",\"subtype\":\"bot_message\",\"bot_id\":\"B1\",\"text\":\"Deployed it\",\"ts\":\"1.4\"}]";
        FileRows rows = FileRows.of(file);
        assertThat(rows.texts()).containsExactly("The app is slow");
        assertThat(rows.rejected())
                .extracting(RowOutcome.Rejected::reason)
                .containsExactly("the chat wrote it itself (channel_join)", "a program wrote it (bot)");
        assertThat(inspect(bytes(file)).problems())
                .contains("Messages that the chat or a program in it wrote are rejected: 2 of the 3 looked at.");
    }

    @Test
    void comments_beside_a_description_are_asked_about() throws IOException {
        FilePreview preview = inspect(bytes("""
                Issue key,Description,Comment,Comment
                A-1,The app crashes on start,02/Jan/26;ann;We look into it,03/Jan/26;ann;It is done now
                """));
        assertThat(preview.needsMapping()).isTrue();
        assertThat(preview.candidates()).containsExactly("Description", "Comment", "Comment (2)");
    }

    @Test
    void escapes_of_databases_are_read() throws IOException {
        FileRows mysql =
                FileRows.of("id\tcomment\tnote\n1\tIt \"broke\\ntwice\tNULL\n2\tIn C:\\\\temp\\t, daily\tNULL\n");
        assertThat(mysql.texts()).containsExactly("It \"broke\ntwice", "In C:\\temp\t, daily");
        FileRows copy = FileRows.of(
                "1\tIt broke\\ntwice today\t\\N\n2\tIt is slow again\ten\n3\t\\N\ten\n\\.\n", "column", "2");
        assertThat(copy.texts()).containsExactly("It broke\ntwice today", "It is slow again");
        assertThat(copy.rejected()).hasSize(1);
        assertThat(copy.empty()).isEqualTo(1);
    }

    @Test
    void paths_with_backslashes_are_no_escapes() throws IOException {
        assertThat(FileRows.of("id\tcomment\n1\tThe folder C:\\new\\temp is lost\n2\tI like it\n")
                        .texts())
                .containsExactly("The folder C:\\new\\temp is lost", "I like it");
    }
}
