/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** Lets the pool drop a connection that the server has killed, which it says with an error of another class. */
public final class KilledConnections implements SQLExceptionOverride {

    @java.lang.Override
    public Override adjudicate(SQLException e) {
        return e.getErrorCode() == Failure.KILLED ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
