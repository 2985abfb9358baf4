package throughline.peerbench;

import exchange.core2.core.common.CoreWaitStrategy;
import exchange.core2.core.common.config.ExchangeConfiguration;
import exchange.core2.core.common.config.InitialStateConfiguration;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.common.config.OrdersProcessingConfiguration;
import exchange.core2.core.common.config.PerformanceConfiguration;
import exchange.core2.core.common.config.ReportsQueriesConfiguration;
import exchange.core2.core.common.config.SerializationConfiguration;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.processors.journaling.DiskSerializationProcessor;
import exchange.core2.core.processors.journaling.DiskSerializationProcessorConfiguration;
import java.nio.file.Path;

/**
 * What may be set of exchange-core's speed. One engine each for risk and book; its threads are not nailed to cores, of
 * which it wants more than there may be.
 *
 * @param waits how its threads wait for work; spinning, the fourth, is far behind where cores are few
 * @param ring commands in it at once
 * @param group most commands matched before their holds are released
 */
record CoreSettings(CoreWaitStrategy waits, int ring, int group) {
    /** The ring and the group of its own test of throughput through one engine each. */
    static final CoreSettings ITS_OWN = new CoreSettings(CoreWaitStrategy.YIELDING, 1 << 15, 1_536);
    /** A ring as long as the flow: threads that share a core change places less often. */
    static final CoreSettings LONG_RING = new CoreSettings(CoreWaitStrategy.YIELDING, 1 << 20, 4_096);
    /** Threads that wait without a core. */
    static final CoreSettings BLOCKING = new CoreSettings(CoreWaitStrategy.BLOCKING, 1 << 20, 4_096);

    ExchangeConfiguration configuration(boolean journals, Path folder) {
        return ExchangeConfiguration.builder()
            .ordersProcessingCfg(OrdersProcessingConfiguration.builder()
                .riskProcessingMode(OrdersProcessingConfiguration.RiskProcessingMode.FULL_PER_CURRENCY)
                .marginTradingMode(OrdersProcessingConfiguration.MarginTradingMode.MARGIN_TRADING_DISABLED).build())
            .performanceCfg(PerformanceConfiguration.throughputPerformanceBuilder().ringBufferSize(ring)
                .matchingEnginesNum(1).riskEnginesNum(1).msgsInGroupLimit(group).waitStrategy(waits)
                .threadFactory(Thread::new).orderBookFactory(OrderBookDirectImpl::new).build())
            .initStateCfg(journals ? InitialStateConfiguration.cleanStartJournaling("peer")
                : InitialStateConfiguration.cleanStart("peer"))
            .reportsQueriesCfg(ReportsQueriesConfiguration.DEFAULT).loggingCfg(LoggingConfiguration.DEFAULT)
            .serializationCfg(journals ? onDisk(folder) : SerializationConfiguration.DEFAULT).build();
    }

    private static SerializationConfiguration onDisk(Path folder) {
        DiskSerializationProcessorConfiguration usual = DiskSerializationProcessorConfiguration.createDefaultConfig();
        return SerializationConfiguration.builder().enableJournaling(true)
            .serializationProcessorFactory(all -> new DiskSerializationProcessor(all,
                new DiskSerializationProcessorConfiguration(folder.toString(),
                    usual.getSnapshotLz4CompressorFactory(), usual.getJournalFileMaxSize(),
                    usual.getJournalBufferSize(), usual.getJournalBatchCompressThreshold(),
                    usual.getJournalLz4CompressorFactory()))).build();
    }
}
