/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is stored of a series besides its samples.
 *
 * @param id of the database, for {@link SampleHistory}
 * @param warmup samples of the warm-up that it was first sent with; empty for the service's own
 * @param service the one that it was stored for; empty for none
 */
public record StoredSeries(long id, OptionalInt warmup, Optional<String> service) {}
