/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class MultipartReaderPropertyTest {

    private static final String BOUNDARY = "-b";

    /** A source that gives a few bytes at a time, as a network does. */
    private static InputStream trickle(byte[] bytes, int atOnce) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, atOnce));
            }
        };
    }

    /** Contents that look like delimiters as often as can be. */
    @Provide
    Arbitrary<List<String>> contents() {
        return Arbitraries.strings()
                .withChars("\r\n-ba")
                .ofMaxLength(30)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property
    void parts_are_read_as_they_were_sent(
            @ForAll("contents") List<String> contents, @ForAll @IntRange(min = 1, max = 9) int atOnce)
            throws IOException {
        if (contents.stream().anyMatch(each -> ("\r\n" + each).contains("\r\n--" + BOUNDARY))) {
            return;
        }
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (String content : contents) {
            form.writeBytes(
                    ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.csv\"\r\n\r\n"
                                    + content + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
        form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));

        MultipartReader reader = new MultipartReader(trickle(form.toByteArray(), atOnce), BOUNDARY);
        List<String> read = new ArrayList<>();
        for (Optional<MultipartReader.Part> part = reader.next(); part.isPresent(); part = reader.next()) {
            assertThat(part.get().name()).isEqualTo("f");
            assertThat(part.get().fileName()).contains("x.csv");
            read.add(new String(part.get().content().readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(read).isEqualTo(contents);
    }

    /** Whatever comes, it is read to its end or refused. */
    @Property
    void no_body_does_anything_else(@ForAll("contents") List<String> lines) throws IOException {
        byte[] body = ("--" + BOUNDARY + String.join("\r\n--" + BOUNDARY, lines)).getBytes(StandardCharsets.UTF_8);
        MultipartReader reader = new MultipartReader(trickle(body, 5), BOUNDARY);
        try {
            while (reader.next().isPresent()) {
                // Reading on.
            }
        } catch (ProblemException refused) {
            assertThat(refused.type().status()).isEqualTo(400);
        }
    }

    @Property
    void a_file_that_is_cut_off_is_refused(@ForAll @IntRange(min = 0, max = 120) int cut) throws IOException {
        byte[] whole = ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n"
                        + "text\r\n".repeat(20) + "\r\n--" + BOUNDARY)
                .getBytes(StandardCharsets.UTF_8);
        byte[] body = Arrays.copyOf(whole, Math.max(0, whole.length - 1 - cut));
        MultipartReader reader = new MultipartReader(trickle(body, 7), BOUNDARY);
        boolean refused = false;
        try {
            reader.next().orElseThrow().content().readAllBytes();
        } catch (ProblemException problem) {
            refused = true;
        }
        assertThat(refused).as("cut by %d", cut).isTrue();
    }
}
