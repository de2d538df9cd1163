/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.embedding;

import io.aegis.embedding.Embedding;
import io.aegis.embedding.WordPieceEmbedder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * The model of this process, read with the first text: one that has none to do does not spend the memory. Closing waits for the texts
 * under way, as memory that is given back under them ends the process; a text after it reads the model again. Thread-safe.
 */
public final class LazyTextEmbedder implements WordPieceEmbedder, AutoCloseable {

    private final ModelFolder folder;
    private final Lock opening = new ReentrantLock();
    private final ReadWriteLock use = new ReentrantReadWriteLock();
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
        return using(embedder -> embedder.embed(text));
    }

    @Override
    public List<String> pieces() {
        return using(OnnxTextEmbedder::pieces);
    }

    @Override
    public Embedding embedPiece(int number) {
        return using(embedder -> embedder.embedPiece(number));
    }

    private <T> T using(Function<OnnxTextEmbedder, T> work) {
        use.readLock().lock();
        try {
            return work.apply(opened());
        } finally {
            use.readLock().unlock();
        }
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
        use.writeLock().lock();
        try {
            opened.ifPresent(OnnxTextEmbedder::close);
            opened = Optional.empty();
        } finally {
            use.writeLock().unlock();
        }
    }
}
