/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.models;

import java.time.Instant;
import java.util.Optional;

/**
 * A stored model without its bytes.
 *
 * @param id of the database
 * @param kind what it is for
 * @param service whose it is; empty when it is everybody's
 * @param version counted by kind
 * @param createdAt when it was trained
 * @param trainedOn JSON for people
 * @param evaluation JSON for people: what it is worth, and why it was promoted or not
 * @param sha256 of its bytes, in hexadecimal
 * @param active whether it is used
 * @param promotedAt when it was used first
 * @param rolledBackAt when somebody took it back
 */
public record ModelRow(
        long id,
        ModelKind kind,
        Optional<String> service,
        int version,
        Instant createdAt,
        String trainedOn,
        String evaluation,
        String sha256,
        boolean active,
        Optional<Instant> promotedAt,
        Optional<Instant> rolledBackAt) {}
