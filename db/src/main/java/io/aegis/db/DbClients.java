/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.helidon.common.mapper.MapperManager;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbClientService;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import io.helidon.dbclient.jdbc.JdbcConnectionPool;
import io.helidon.dbclient.jdbc.JdbcParametersConfig;

/** Makes Helidon's DbClient as this product uses it. */
public final class DbClients {

    /** Texts and bytes are bound as they are: the driver would only copy a stream of them. */
    private static final JdbcParametersConfig PARAMETERS = JdbcParametersConfig.builder()
            .useStringBinding(false)
            .useByteArrayBinding(false)
            .build();

    private DbClients() {}

    /**
     * A client over a pool; it never closes the pool.
     *
     * @param pool lends a connection for a statement, or for a transaction
     * @param beforeStatement sees each statement before it is sent
     */
    @SuppressWarnings("removal") // DbClient takes no mappers by another name yet
    public static DbClient over(JdbcConnectionPool pool, DbClientService beforeStatement) {
        return JdbcClientBuilder.create()
                .connectionPool(pool)
                .parametersSetter(PARAMETERS)
                .mapperManager(MapperManager.builder()
                        .addMapperProvider(new ColumnMappers())
                        .build())
                .addService(beforeStatement)
                .build();
    }
}
