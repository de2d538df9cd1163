/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.RefusedModelException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * What one training learned, which is stored, used, rolled back and retired as one.
 *
 * @param contextual by the vectors of a language model, for jobs
 * @param fixed by static vectors, for requests; empty when there is nothing of it to use
 */
public record LearnedModels(TopicModel contextual, Optional<TopicModel> fixed) {

    /** Says that it is both of them, and how they are written. */
    private static final int FORMAT = 0xAE915704;

    /** Whether anything of it is better than the rules. */
    public boolean useful() {
        return contextual.useful();
    }

    /** As it is stored: that of jobs alone as it always was, and both one after the other. */
    public ModelArtifact artifact() {
        if (fixed.isEmpty()) {
            return contextual.artifact();
        }
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            for (TopicModel each : new TopicModel[] {contextual, fixed.get()}) {
                byte[] written = each.artifact().bytes();
                out.writeInt(written.length);
                out.write(written);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory takes all", e);
        }
        return ModelArtifact.of(bytes.toByteArray());
    }

    /**
     * Reads what was stored.
     *
     * @throws RefusedModelException when it is not intact, or not this product's
     */
    public static LearnedModels read(ModelArtifact artifact) throws RefusedModelException {
        if (!artifact.intact()) {
            throw new RefusedModelException("its checksum is not the stored one");
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(artifact.bytes()))) {
            if (in.readInt() != FORMAT) {
                return new LearnedModels(TopicModel.read(artifact), Optional.empty());
            }
            TopicModel contextual = model(in);
            TopicModel fixed = model(in);
            if (in.read() >= 0) {
                throw new RefusedModelException("there is something behind its end");
            }
            return new LearnedModels(contextual, Optional.of(fixed));
        } catch (IOException e) {
            throw new RefusedModelException("it is not complete", e);
        }
    }

    private static TopicModel model(DataInputStream in) throws IOException, RefusedModelException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new RefusedModelException("it is not complete");
        }
        return TopicModel.read(ModelArtifact.of(in.readNBytes(length)));
    }
}
