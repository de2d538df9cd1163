/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import io.aegis.time.Rfc3339;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes instants as RFC 3339 in UTC with exactly three decimals. */
final class TimestampFormat extends StdSerializer<Instant> {

    TimestampFormat() {
        super(Instant.class);
    }

    @Override
    public void serialize(Instant moment, JsonGenerator json, SerializationContext context) {
        json.writeString(Rfc3339.format(moment));
    }
}
