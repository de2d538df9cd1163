/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.common.buffers.DataReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Bounds aside, it reads what Helidon's own reader reads, however the bytes come. */
class BoundedReaderTest {

    private static final List<Function<DataReader, Object>> STEPS = List.of(
            reader -> {
                reader.ensureAvailable();
                return 0;
            },
            DataReader::read,
            DataReader::lookup,
            DataReader::startsWithNewLine,
            reader -> reader.startsWith("ab".getBytes(StandardCharsets.US_ASCII)),
            reader -> new String(reader.readBuffer().readBytes(), StandardCharsets.US_ASCII),
            reader -> new String(reader.readBuffer(5).readBytes(), StandardCharsets.US_ASCII),
            reader -> new String(reader.getBuffer(7).readBytes(), StandardCharsets.US_ASCII),
            reader -> reader.readLazyString(StandardCharsets.US_ASCII, 4).toString(),
            reader -> reader.readAsciiString(6),
            reader -> Arrays.toString(reader.readBytes(3)),
            reader -> reader.findNewLine(50),
            reader -> reader.findOrNewLine((byte) 'c', 50),
            reader -> {
                reader.skip(2);
                return 0;
            });

    private static List<byte[]> chunks(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append(random.nextInt(12) == 0 ? "\r\n" : String.valueOf((char) ('a' + random.nextInt(5))));
        }
        text.append("\r\n");
        List<byte[]> chunks = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(20));
            chunks.add(text.substring(at, end).getBytes(StandardCharsets.US_ASCII));
            at = end;
        }
        return chunks;
    }

    private static List<Object> read(DataReader reader, List<Integer> steps) {
        List<Object> seen = new ArrayList<>();
        for (int step : steps) {
            try {
                seen.add(STEPS.get(step).apply(reader));
            } catch (DataReader.InsufficientDataAvailableException e) {
                seen.add("end");
                break;
            } catch (DataReader.IncorrectNewLineException e) {
                seen.add("no line");
            }
            seen.add(reader.available());
        }
        return seen;
    }

    @Property(tries = 300)
    void reads_the_same(@ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int length) {
        Random random = new Random(seed);
        List<byte[]> chunks = chunks(random);
        List<Integer> steps = random.ints(length, 0, STEPS.size()).boxed().toList();
        Deque<byte[]> one = new ArrayDeque<>(chunks);
        Deque<byte[]> other = new ArrayDeque<>(chunks);
        assertThat(read(new BoundedReader(one::poll), steps))
                .as("seed %d, steps %s", seed, steps)
                .isEqualTo(read(DataReader.create(other::poll), steps));
    }
}
