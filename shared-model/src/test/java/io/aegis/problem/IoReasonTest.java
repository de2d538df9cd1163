/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IoReasonTest {

    @TempDir
    private Path folder;

    @Test
    void the_jdks_exceptions_are_sentences() {
        Map.<Exception, String>of(
                        new AccessDeniedException("/a"), "this process may not read it",
                        new MalformedInputException(4), "it is not text in UTF-8",
                        new FileSystemException("/a", null, "Is a directory"), "it is a directory",
                        new UnknownHostException("secret"), "no host has that name",
                        new ConnectException("refused"), "nobody answers there",
                        new HttpConnectTimeoutException("late"), "it does not answer in time",
                        new SSLHandshakeException("PKIX"),
                                "no secure connection can be made; its certificate may not be trusted here",
                        new EOFException(), "reading or sending broke off")
                .forEach((failure, words) -> assertThat(IoReason.of(failure)).isEqualTo(words));
    }

    @Test
    void what_files_really_throw_is_known() {
        assertThat(reason(folder.resolve("none"))).isEqualTo("there is no such file");
        assertThat(reason(folder)).isEqualTo("it is a directory");
    }

    private static String reason(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return IoReason.of(e);
        }
    }
}
