/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import io.aegis.db.models.TrainingData.Episode;
import io.aegis.db.models.TrainingData.Remark;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is known of the moments of a service: by imported incidents, and by what operators say of answers, who have the last
 * word.
 *
 * @param unwell places of the rows in which something was wrong with it
 * @param normal places of the rows of which an operator says that nothing was
 */
record KnownRows(BitSet unwell, BitSet normal) {

    private static final Duration NOTICING = Duration.ofMinutes(5);

    /** What is known of the rows of a table. */
    static KnownRows of(ServiceRows table, List<Episode> episodes, List<Remark> remarks) {
        BitSet unwell = new BitSet(table.rows().size());
        BitSet normal = new BitSet(table.rows().size());
        for (int place = 0; place < table.rows().size(); place++) {
            Instant at = table.rows().get(place).at();
            unwell.set(place, episodes.stream().anyMatch(episode -> episode.holds(at, NOTICING)));
        }
        for (Remark remark : remarks) {
            OptionalInt place = table.place(remark.at());
            if (place.isPresent() && remark.unwell()) {
                int next = place.getAsInt();
                do {
                    unwell.set(next++);
                } while (next < table.rows().size()
                        && table.rows().get(next).at().isBefore(remark.at().plus(NOTICING)));
            }
        }
        for (Remark remark : remarks) {
            OptionalInt place = table.place(remark.at());
            if (place.isPresent() && !remark.unwell()) {
                normal.set(place.getAsInt());
                unwell.clear(place.getAsInt());
            }
        }
        return new KnownRows(unwell, normal);
    }

    /** The same of the rows from one on. */
    KnownRows from(int place) {
        return new KnownRows(
                unwell.get(place, Math.max(place, unwell.length())),
                normal.get(place, Math.max(place, normal.length())));
    }

    /** How often something was wrong: rows without a break between count once. */
    int episodes() {
        int episodes = 0;
        for (int at = unwell.nextSetBit(0); at >= 0; at = unwell.nextSetBit(unwell.nextClearBit(at))) {
            episodes++;
        }
        return episodes;
    }
}
