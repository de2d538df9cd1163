/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.vader;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aegis.vader.Vader;
import io.aegis.vader.VaderScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How many texts per second VADER scores on one thread: real texts, one after the other. Run at the top folder. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class VaderBenchmark {

    /** A file with a JSON object per line, whose member text is scored. */
    @Param("shared-model/src/test/resources/vader/golden.jsonl")
    private String file;

    private final Vader vader = Vader.load();
    private final List<String> texts = new ArrayList<>();
    private int next;

    /** Reads the texts. */
    @Setup
    public void readTexts() throws IOException {
        JsonMapper mapper = new JsonMapper();
        for (String line : Files.readAllLines(Path.of(file))) {
            texts.add(mapper.readTree(line).get("text").textValue());
        }
    }

    /** Scores the next text. */
    @Benchmark
    public VaderScores score() {
        next = (next + 1) % texts.size();
        return vader.score(texts.get(next));
    }
}
