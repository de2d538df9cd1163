/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * A connection as DbClient gets it: closing it does nothing. DbClient closes the connection of a transaction as soon as one of
 * its statements fails, which would end what a caller goes on with after a duplicate that it expected.
 *
 * @param owned the connection itself, which its owner closes
 */
record LentConnection(Connection owned) implements InvocationHandler {

    /** Lends a connection. */
    static Connection of(Connection owned) {
        return (Connection) Proxy.newProxyInstance(
                LentConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, new LentConnection(owned));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("close")) {
            return null;
        }
        try {
            return method.invoke(owned, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
