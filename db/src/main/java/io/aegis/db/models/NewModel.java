/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.models;

import java.util.Optional;

/**
 * A model that was trained. The arrays are not copied; nobody changes them.
 *
 * @param kind what it is for
 * @param service whose it is; empty when it is everybody's
 * @param trainedOn a JSON object for people
 * @param evaluation the same
 * @param sha256 of the bytes, 32
 * @param artifact its bytes
 * @param promoted whether it is to be used from now on
 */
@SuppressWarnings("ArrayRecordComponent")
public record NewModel(
        ModelKind kind,
        Optional<String> service,
        String trainedOn,
        String evaluation,
        byte[] sha256,
        byte[] artifact,
        boolean promoted) {}
