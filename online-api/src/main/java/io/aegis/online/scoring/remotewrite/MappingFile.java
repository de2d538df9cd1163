/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import io.aegis.problem.IoReason;
import io.aegis.settings.InvalidSettingsException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mapping in use: the operator's file, or the built-in one. A changed file is taken over; one that is wrong is told of, and
 * the mapping before it stays in use. Thread-safe.
 */
public final class MappingFile {

    private static final Logger LOG = LoggerFactory.getLogger(MappingFile.class);
    private static final String SETTING = "METRIC_MAPPING_FILE";
    private static final int MAX_BYTES = 1 << 20;

    private final Optional<Path> file;
    private String seen;
    private volatile MetricMapping mapping;
    private volatile Optional<String> mistake = Optional.empty();

    private MappingFile(Optional<Path> file, String seen, MetricMapping mapping) {
        this.file = file;
        this.seen = seen;
        this.mapping = mapping;
    }

    /**
     * Reads a file, or the built-in mapping.
     *
     * @param file instead of the built-in mapping
     * @throws InvalidSettingsException naming the setting, the line and what is wrong
     */
    public static MappingFile load(Optional<Path> file) {
        if (file.isEmpty()) {
            return new MappingFile(file, "", MappingReader.builtIn());
        }
        try {
            String text = text(file.get());
            return new MappingFile(file, text, MappingReader.read(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(List.of(SETTING + ": " + e.getMessage()));
        }
    }

    /** The mapping that is in use. */
    MetricMapping mapping() {
        return mapping;
    }

    /** What is wrong with the file as it is now, with its line; empty when it is in use. */
    public Optional<String> mistake() {
        return mistake;
    }

    /** Looks whether the file has changed. */
    public synchronized void refresh() {
        if (file.isEmpty()) {
            return;
        }
        try {
            String text = text(file.get());
            if (text.equals(seen)) {
                mistake = Optional.empty();
                return;
            }
            mapping = MappingReader.read(text);
            seen = text;
            mistake = Optional.empty();
            LOG.atInfo().addKeyValue("rules", mapping.rules().size()).log("the mapping of metrics is replaced");
        } catch (IllegalArgumentException e) {
            Optional<String> now = Optional.of(String.valueOf(e.getMessage()));
            if (!now.equals(mistake)) {
                LOG.atError().addKeyValue("mistake", now.get()).log("the changed " + SETTING + " is not used");
            }
            mistake = now;
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException("it has more than " + MAX_BYTES + " bytes");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + IoReason.of(e), e);
        }
    }
}
