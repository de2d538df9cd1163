/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.embedding;

import io.aegis.embedding.Embedding;
import io.aegis.embedding.WordPieceEmbedder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The model of this process, read with the first text: one that has none to do does not spend the memory. Close it when nobody uses
 * it any more. Thread-safe.
 */
public final class LazyTextEmbedder implements WordPieceEmbedder, AutoCloseable {

    private final ModelFolder folder;
    private final Lock opening = new ReentrantLock();
    private Optional<OnnxTextEmbedder> opened = Optional.empty();

    /** That of the installation that runs; for whoever has no application around it, as a service. */
    public LazyTextEmbedder() {
        this(ModelFolder.installed());
    }

    LazyTextEmbedder(ModelFolder folder) {
        this.folder = folder;
    }

    @Override
    public String model() {
        return ModelFolder.MODEL;
    }

    @Override
    public Embedding embed(String text) {
        return opened().embed(text);
    }

    @Override
    public List<String> pieces() {
        return opened().pieces();
    }

    @Override
    public Embedding embedPiece(int number) {
        return opened().embedPiece(number);
    }

    private OnnxTextEmbedder opened() {
        opening.lock();
        try {
            OnnxTextEmbedder embedder = opened.orElseGet(() -> OnnxTextEmbedder.open(folder));
            opened = Optional.of(embedder);
            return embedder;
        } finally {
            opening.unlock();
        }
    }

    @Override
    public void close() {
        opening.lock();
        try {
            opened.ifPresent(OnnxTextEmbedder::close);
            opened = Optional.empty();
        } finally {
            opening.unlock();
        }
    }
}
