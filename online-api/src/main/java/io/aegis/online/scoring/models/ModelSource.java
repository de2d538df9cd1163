/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.models;

import io.aegis.db.models.ModelRow;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;
import java.util.Optional;

/** Where models come from. */
public interface ModelSource {

    /** Those that are to be used. */
    List<ModelRow> active() throws DatabaseUnavailableException;

    /** The bytes of one; empty when it is gone. */
    Optional<byte[]> artifact(long id) throws DatabaseUnavailableException;
}
