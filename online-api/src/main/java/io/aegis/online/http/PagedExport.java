/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.csv.CsvWriter;
import io.aegis.db.feedback.Page;
import io.aegis.online.http.json.JsonContent;
import io.aegis.online.http.json.StrictJson;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Files of any length, of which one page at a time is in memory: the next one is read when the one before was sent. The first page
 * is read before anything is sent, so that a database that is away is an honest 503; when it goes away later, the connection
 * ends, so that no client takes a part for the whole.
 *
 * @param file its name, for whoever saves it
 * @param source reads it
 * @param <T> an item
 */
public record PagedExport<T>(String file, Source<T> source) {

    /** The media type of one JSON object per line. */
    public static final String JSON_LINES = "application/x-ndjson";

    private static final int BUFFER = 32 * 1024;

    /** Reads pages. */
    @FunctionalInterface
    public interface Source<T> {

        /**
         * One page.
         *
         * @param cursor what the page before tells; empty for the first
         */
        Page<T> page(Optional<String> cursor) throws DatabaseUnavailableException;
    }

    @FunctionalInterface
    private interface Sink<T> {
        void write(T item) throws IOException;
    }

    /**
     * As CSV.
     *
     * @param head names of the columns
     * @param cells of an item; empty leaves it out
     */
    public Response csv(List<String> head, Function<T, Optional<List<String>>> cells)
            throws DatabaseUnavailableException {
        Page<T> first = source.page(Optional.empty());
        return attached(CsvWriter.MEDIA_TYPE, out -> {
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            CsvWriter csv = new CsvWriter(text);
            csv.record(head);
            each(
                    first,
                    item -> {
                        Optional<List<String>> wanted = cells.apply(item);
                        if (wanted.isPresent()) {
                            csv.record(wanted.get());
                        }
                    },
                    text);
            text.flush();
        });
    }

    /** As one JSON object per line. */
    public Response jsonLines(Function<T, JsonContent> shape) throws DatabaseUnavailableException {
        Page<T> first = source.page(Optional.empty());
        return attached(JSON_LINES, out -> {
            OutputStream buffered = new BufferedOutputStream(out, BUFFER);
            each(
                    first,
                    item -> {
                        buffered.write(StrictJson.bytes(shape.apply(item)));
                        buffered.write('\n');
                    },
                    buffered);
            buffered.flush();
        });
    }

    private Response attached(String mediaType, Response.Writer writer) {
        return Response.streamed(mediaType, writer)
                .with("Content-Disposition", "attachment; filename=\"" + file + "\"");
    }

    /** What was found goes out before it is looked for more, which may take long where items are rare. */
    private void each(Page<T> first, Sink<T> sink, Flushable out) throws IOException {
        Page<T> page = first;
        while (true) {
            for (T item : page.items()) {
                sink.write(item);
            }
            if (page.nextCursor().isEmpty()) {
                return;
            }
            if (page.searchedTo().isPresent()) {
                out.flush();
            }
            page = next(page.nextCursor());
        }
    }

    private Page<T> next(Optional<String> cursor) throws IOException {
        try {
            return source.page(cursor);
        } catch (DatabaseUnavailableException e) {
            throw new IOException("the database went away while " + file + " was sent", e);
        }
    }
}
