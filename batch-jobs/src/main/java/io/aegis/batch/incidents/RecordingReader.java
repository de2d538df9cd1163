/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.incidents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads the recordings of a folder, one after the other. Which one it is at, and how far, stands in the step's execution
 * context. Used by one thread.
 */
final class RecordingReader implements ItemStreamReader<RecordingBatch> {

    /** Recordings that are done. */
    static final String DONE = "recordings";

    private static final String ITEM = "item";

    private final Optional<Path> allowed;
    private final String given;
    private final RecordingFormat.Reader format;
    private Optional<Path> folder = Optional.empty();
    private List<Path> recordings = List.of();
    private Optional<RecordingWalk> walk = Optional.empty();
    private int done;
    private long item;

    /**
     * A reader for one execution.
     *
     * @param allowed the folder that imports may be from
     * @param given the folder within it
     */
    RecordingReader(Optional<Path> allowed, String given, RecordingFormat.Reader format) {
        this.allowed = allowed;
        this.given = given;
        this.format = format;
    }

    @Override
    public void open(ExecutionContext context) {
        try {
            Path found = folder();
            folder = Optional.of(found);
            recordings = format.recordings(found);
            if (recordings.isEmpty()) {
                throw new UnusableFilesException("there is nothing of this format in the folder");
            }
            done = context.getInt(DONE, 0);
            long before = context.getLong(ITEM, 0);
            begin();
            for (item = 0; item < before && walk.isPresent() && walk.get().hasNext(); item++) {
                walk.get().next();
            }
        } catch (UnusableFilesException | IOException e) {
            throw new ItemStreamException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The folder that is meant, if it lies where imports may be from, links followed. */
    private Path folder() throws UnusableFilesException, IOException {
        if (allowed.isEmpty()) {
            throw new UnusableFilesException(
                    "INCIDENT_IMPORT_DIR says where incidents may be imported from; it is not set");
        }
        Path root = allowed.get().toRealPath();
        try {
            Path meant = root.resolve(given);
            if (Files.isDirectory(meant) && meant.toRealPath().startsWith(root)) {
                return meant.toRealPath();
            }
        } catch (InvalidPathException e) {
            throw new UnusableFilesException("this is not the name of a folder", e);
        }
        throw new UnusableFilesException("there is no such folder under INCIDENT_IMPORT_DIR");
    }

    private void begin() throws UnusableFilesException, IOException {
        item = 0;
        walk = Optional.empty();
        if (done < recordings.size()) {
            Path recording = recordings.get(done);
            walk = Optional.of(new RecordingWalk(format.read(recording), source(recording)));
        }
    }

    private String source(Path recording) {
        Path from = folder.orElse(recording);
        String name = Optional.ofNullable(from.getParent())
                .orElse(from)
                .relativize(recording)
                .toString();
        return name.substring(Math.max(0, name.length() - io.aegis.db.models.Incident.MAX_SOURCE));
    }

    @Override
    public @Nullable RecordingBatch read() throws UnusableFilesException, IOException {
        while (walk.isPresent() && !walk.get().hasNext()) {
            done++;
            begin();
        }
        if (walk.isEmpty()) {
            return null;
        }
        item++;
        return walk.get().next();
    }

    @Override
    public void update(ExecutionContext context) {
        context.putInt(DONE, done);
        context.putLong(ITEM, item);
    }
}
