/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.embedding.Embedding;
import io.aegis.embedding.StaticEmbedder;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.RefusedModelException;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where what was learned comes from. */
interface StaticTopicsSource {

    /**
     * A model that is to be used.
     *
     * @param id of its row
     * @param version told to clients
     * @param sha256 of its bytes, in hexadecimal
     */
    record Active(long id, int version, String sha256) {}

    /** The one that is to be used; empty when none is. */
    Optional<Active> active() throws DatabaseUnavailableException;

    /**
     * Its bytes.
     *
     * @throws RefusedModelException when it is gone
     */
    ModelArtifact model(Active active) throws DatabaseUnavailableException, RefusedModelException;

    /**
     * The table of a name.
     *
     * @throws RefusedModelException when it is gone, or not what it should be
     */
    StaticEmbedder embedder(String name) throws DatabaseUnavailableException, RefusedModelException;

    /** Vectors of the texts of rows, by their ids; those that are gone are missing. */
    Map<UUID, Embedding> vectors(List<UUID> rows, StaticEmbedder embedder) throws DatabaseUnavailableException;
}
