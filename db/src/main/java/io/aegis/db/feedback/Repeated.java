/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import java.util.List;

/**
 * A text that was submitted once or several times.
 *
 * @param feedback the first submission
 * @param again what each further one told besides the text
 */
public record Repeated(NewFeedback feedback, List<Metadata> again) {

    /** Copies the list. */
    public Repeated {
        again = List.copyOf(again);
    }

    /** How often it was submitted. */
    public int submissions() {
        return 1 + again.size();
    }
}
