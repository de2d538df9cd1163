/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes one JSON value. */
@FunctionalInterface
public interface JsonContent {

    /**
     * Writes it.
     *
     * @throws IOException when {@code json} does
     */
    void writeTo(JsonGenerator json) throws IOException;
}
