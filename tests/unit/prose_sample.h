/*
 * prose_sample: what an editor writes of the sample's quarter (sample_model.h), true in both languages.
 */
#pragma once
#include "model.h"

/* Makes the sample's first highlight one sensor's artefact. */
static inline void
prose_know(Model *model)
{
	ModelHighlight *highlight = model->highlights->pdata[0];

	g_free(highlight->scope);
	highlight->scope = g_strdup("single");
	highlight->sensor = g_strdup("s05");
	highlight->sensors = 1;
	highlight->share = 979;
	highlight->rest = 1060;
	highlight->rank_without = 20;
}

static const struct {
	const char *what, *ja, *en;
} true_words[] = {
	{ "the first of the ports",
	    "23/TCP宛のパケットは約187万件で、全体の17.2%を占め、前四半期に続いて最も多く観測されました。",
	    "Packets to 23/TCP, about 1.87 million or 17.2% of all, were again the most frequent." },
	{ "two that changed places", "0/ICMPは前四半期の4位から2位に上がり、445/TCPは2位から3位に下がりました。",
	    "0/ICMP rose from 4th place in the previous quarter to 2nd place, and 445/TCP fell from 2nd to 3rd." },
	{ "the outage", "9月20日14時50分から9月24日9時20分まで、すべてのセンサーでデータが得られませんでした。",
	    "From 14:50 on September 20 to 09:20 on September 24 there were no data of any sensor." },
	{ "a span of days", "9月24日から30日までに増加した1900/UDP宛のパケットは、四半期全体で約47万件となりました。",
	    "Packets to 1900/UDP, which rose from September 24 to 30, came to about 470,000 in the quarter." },
	{ "a sum of shares", "中国（27.5%）と米国（15.7%）の2地域で、全体の4割を超えています。",
	    "China (27.5%) and the United States (15.7%) together make up more than 40% of all." },
	{ "sources", "送信元アドレスは約98万件で、前四半期から12%増えました。",
	    "There were about 980,000 source addresses, 12% more than in the previous quarter." },
	{ "a factor", "1900/UDP宛のパケットは、9月24日以降、前四半期の約20倍に増えました。",
	    "Packets to 1900/UDP rose from September 24 on, to about 20 times those of the previous quarter." },
	{ "a duration", "約90時間にわたって観測できなかったため、観測率は95.8%でした。",
	    "Coverage was 95.8%, since nothing was observed for about 90 hours." },
	{ "other sensors", "20台のセンサーのうち、ほかの19台のセンサーには変化がありませんでした。",
	    "Of the 20 sensors, the other 19 sensors saw no change." },
	{ "the quarter before", "前四半期（4月～6月）と比べると、53413/UDPは14位から15位になりました。",
	    "Compared with the previous quarter (April to June), 53413/UDP went from 14th to 15th." },
	{ "a port below the first twenty", "IP プロトコル 47 のパケットは62,036件でした。",
	    "Packets of IP protocol 47: 62,036." },
	{ "all packets", "今期に受信したパケットの総数は10,824,558件で、前四半期の9,660,000件から12.1%増加しました。",
	    "The total of packets received this quarter is 10,824,558, up 12.1% from 9,660,000 in the previous "
	    "quarter." },
	{ "a rate", "1センサー1日当たりに直すと6,141件で、前四半期の5,308件より15.7%多くなっています。",
	    "This is 6,141 packets per sensor and day, 15.7% more than the 5,308 of the previous quarter." },
	{ "a share of both quarters", "23/TCPの割合は、前四半期の18.2%から17.2%に低下しました。",
	    "The share of 23/TCP fell from 18.2% in the previous quarter to 17.2%." },
	{ "points", "23/TCPの割合は前四半期より1.0ポイント低下しました。",
	    "The share of 23/TCP is 1.0 percentage points lower than in the previous quarter." },
	{ "numbers before names", "全体の27.5%は中国、15.7%は米国を送信元とするパケットでした。",
	    "Of all packets, 27.5% came from China and 15.7% from the United States." },
	{ "names and numbers in the same order", "台湾、ロシア、韓国は、それぞれ6.8%、5.1%、4.7%でした。",
	    "Taiwan, Russia and South Korea had 6.8%, 5.1% and 4.7%, respectively." },
	{ "first ranks together", "上位5ポートを合わせると、全体の44.6%になります。",
	    "The top five ports together received 44.6% of all packets." },
	{ "first regions together", "上位10地域で全体の78.6%を占めています。",
	    "The first ten regions sent 78.6% of all packets." },
	{ "one item against another", "23/TCP宛のパケットは、22/TCP宛の約2.7倍でした。",
	    "Packets to 23/TCP were about 2.7 times those to 22/TCP." },
	{ "a newcomer", "イランは前四半期には観測されていませんでしたが、今期は168,407件で18位になりました。",
	    "Iran, not observed in the previous quarter, came to 18th place with 168,407 packets." },
	{ "a rise in percent", "53413/UDP宛のパケットは、前四半期の12万件から約16万2000件へ35%増加しました。",
	    "Packets to 53413/UDP increased by 35%, from 120,000 in the previous quarter to about 162,000." },
	{ "a decline", "特徴「open resolver probe」を持つパケットは27,547件で、前四半期から1.6%減少しました。",
	    "Packets of signature “open resolver probe” decreased by 1.6% to 27,547." },
	{ "sources of an item", "23/TCPの送信元アドレスは207,249件で、前四半期の176,000件から18%増えました。",
	    "23/TCP was probed from 207,249 source addresses, 18% more than the 176,000 of the previous quarter." },
	{ "a day", "1900/UDP宛のパケットは、9月25日に93,865件となり、今期で最も多い日になりました。",
	    "On September 25, the day with most of them, 93,865 packets reached 1900/UDP." },
	{ "a peak", "中国からのパケットは、最大の日には77,516件に達しました。",
	    "Packets from China peaked at 77,516 a day." },
	{ "an artefact", "1900/UDPの増加分の97.9%は、1台のセンサー（センサー5）が受信したものです。",
	    "One sensor (Sensor 5) received 97.9% of the rise of 1900/UDP." },
	{ "a rank without it", "1900/UDPの順位は7位ですが、このセンサーでの増加を除くと20位になります。",
	    "1900/UDP is at rank 7; without the rise at this sensor it would be at rank 20." },
	{ "a sentence that goes on", "1900/UDP宛のパケットが増えました。472,361件で、全体の4.4%に当たります。",
	    "Packets to 1900/UDP have risen. They came to 472,361, which is 4.4% of all." },
	{ "one sensor", "センサー7の観測率は93.7%で、ほかのセンサーを下回りました。",
	    "Coverage of Sensor 7 was 93.7%, below that of the others." },
	{ "a sensor's packets", "センサー1が受信したパケットは541,227件で、全体の5.0%でした。",
	    "Sensor 1 received 541,227 packets, 5.0% of all." },
	{ "an outage in days", "障害により、約4日間のデータが欠けています。",
	    "Because of the outage, about 4 days of data are missing." },
	{ "ranks in brackets",
	    "ロシア（4位、前四半期は3位）とベトナム（8位、前四半期は12位）の順位が入れ替わりました。",
	    "Russia (rank 4, after 3rd in the previous quarter) and Vietnam (rank 8, after 12th in the previous "
	    "quarter) moved." },
	{ "less than", "80/TCPと53/UDPは、いずれも全体の3%未満でした。",
	    "80/TCP and 53/UDP had less than 3% of all packets each." },
	{ "nearly", "米国からのパケットは170万件余りで、前四半期より20%以上増えました。",
	    "More than 1.7 million packets came from the United States, over 20% more than in the previous quarter." },
	{ "two sentences of two items", "3389/TCPは7位から6位になりました。8080/TCPは443,204件で、8位のままです。",
	    "3389/TCP moved from 7th to 6th. 8080/TCP, with 443,204 packets, stayed at rank 8." },
	{ "more by a number", "米国からのパケットは、前四半期より約30万件増えています。",
	    "There were about 300,000 more packets from the United States than in the previous quarter." },
	{ "sensors by place", "国内の15台と海外の5台のセンサーで観測しました。",
	    "The packets were observed by 15 domestic and 5 overseas sensors." },
	{ "a rank that tells the item", "2位の送信元地域は、全体の15.7%を占めました。",
	    "The region at rank 2 sent 15.7% of all packets." },
	{ "a month", "米国と台湾を除くと、9月に目立った増減はありませんでした。",
	    "Apart from the United States and Taiwan, there was no marked change in September." },
	{ "a label", "特徴「SYNful Knock」を持つパケットを、9月14日から新たに3,572件観測しました。",
	    "From September 14 on, 3,572 packets of signature “SYNful Knock” were newly observed." },
	{ "one that passed another", "0/ICMPは前四半期から増加し、445/TCPを抜いて2位になりました。",
	    "0/ICMP increased against the previous quarter, overtook 445/TCP and came to 2nd place." },
	{ "the top", "宛先ポートの首位は、前四半期に続いて23/TCPでした。", "The top port was again 23/TCP." },
	{ "a day of the week", "9月24日（木）に観測を再開しました。",
	    "Observation was resumed on Thursday, September 24." },
	{ "a quarter of the year", "2015年第3四半期の首位は中国でした。",
	    "In the third quarter of 2015, China was at rank 1." },
	{ "about a half", "上位3地域からのパケットが、全体の半数を占めました。",
	    "The first three regions sent half of all packets." },
	{ "that stayed", "443/TCPは13位のまま、53/UDPは10位のままです。", "443/TCP stayed at 13th, 53/UDP at 10th." },
	{ "the first by name", "上位3地域は、中国、米国、台湾でした。",
	    "The top three regions were China, the United States and Taiwan." },
	{ "one that came in", "ベトナムは12位から8位に上がり、上位10位に入りました。",
	    "Vietnam rose from 12th to 8th and entered the top 10." },
	{ "one that went out", "ドイツは10位から11位に下がり、上位10位から外れました。",
	    "Germany fell from 10th to 11th, out of the top 10." },
	{ "a sensor's outage", "センサー7は、8月3日から5日までデータが得られませんでした。",
	    "There were no data of Sensor 7 from August 3 to 5." },
	{ "fractions of two", "中国と米国の合計は全体の43.2%で、4,680,564件でした。",
	    "China and the United States together sent 4,680,564 packets, 43.2% of all." },
};

/* The same of numbers that are not the data's: nothing is asked of them. */
static const struct {
	const char *what, *ja, *en;
} other_words[] = {
	{ "names with numbers", "RFC 1035やWindows 10、8080番ポートなど、3389/TCP以外も調べられています。",
	    "RFC 1035, Windows 10 and port 8080 are probed as well, not 3389/TCP alone." },
	{ "what editors quote of others",
	    "詳細は警察庁の資料をご覧ください。対策は30日以内に実施することが推奨されています。",
	    "Details are in the advisory; measures within 30 days are recommended." },
};
