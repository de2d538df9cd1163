/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.health;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts processes of the product that ended with an OutOfMemoryError. A JVM that does so can only run one command on its way
 * out ({@code -XX:OnOutOfMemoryError}); whoever starts the applications has it add a line with the seconds since 1970 to
 * {@code run/NAME.oom} in the data folder. Where nothing writes there, nothing is known. {@link #look} is to be called every
 * {@link #EVERY} by a thread that may block. Thread-safe.
 */
public final class OutOfMemoryExits {

    /** Between two looks. */
    public static final Duration EVERY = Duration.ofSeconds(30);

    /** The applications that are looked for. */
    public static final List<String> APPLICATIONS = List.of("online-api", "batch-jobs");

    private static final Logger LOG = LoggerFactory.getLogger(OutOfMemoryExits.class);

    /** Deaths beyond this many bytes of lines are not counted. */
    private static final int MOST_BYTES = 64 << 10;

    private final Path folder;
    private volatile Map<String, Noted> noted = Map.of();

    /**
     * What is known of one application.
     *
     * @param times how often it died so
     * @param last when it did last
     */
    public record Noted(int times, Instant last) {}

    /** Looks into a data folder. */
    public OutOfMemoryExits(Path dataDirectory) {
        this.folder = dataDirectory.resolve("run");
    }

    /** Looks once. */
    public void look() {
        Map<String, Noted> found = new LinkedHashMap<>();
        for (String application : APPLICATIONS) {
            read(folder.resolve(application + ".oom")).ifPresent(each -> found.put(application, each));
        }
        noted = Map.copyOf(found);
    }

    /** The applications that died so, by name. */
    public Map<String, Noted> noted() {
        return noted;
    }

    private static Optional<Noted> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            List<Instant> times = new String(in.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII)
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.matches("[0-9]{1,10}"))
                    .map(line -> Instant.ofEpochSecond(Long.parseLong(line)))
                    .toList();
            return times.isEmpty() ? Optional.empty() : Optional.of(new Noted(times.size(), times.getLast()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("what is noted of deaths for want of memory cannot be read");
            return Optional.empty();
        }
    }
}
