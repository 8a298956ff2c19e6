"""Every word that names a fact, and every word that may stand beside one without changing it."""

# Families have two years: the data year's figure and that of the year before.
REVENUE, RD = "revenue", "self_rd"
FAMILIES = {
    REVENUE: ("revenue_last_year_yuan", "revenue_year_before_yuan"),
    RD: ("self_rd_expense_yuan", "self_rd_expense_prior_year_yuan"),
}
EARLIER = {*(keys[1] for keys in FAMILIES.values()), "highest_revenue_before_yuan"}
OTHER = "other"  # a figure of something that no fact speaks of
CITY = "city_software_avg_growth_pct"
HIGHEST = "highest_revenue_before_yuan"
PAID = "compute_paid_yuan"
BOUGHT = "compute_purchase_total_yuan"
PARTS = {"maas_revenue_yuan", "platform_service_revenue_yuan", "app_local_sales_yuan"}
ANNUAL = {BOUGHT, PAID, *PARTS}

# (what is named, whether the words leave no doubt, pattern); the first that matches wins.
NAMES: tuple[tuple[str, bool, str], ...] = (
    ("step_awards_received_yuan", True, r"(?:已获|拿过|获得过)?(?:的)?(?:上台阶|晋级补差|晋级)(?:的)?(?:奖励|奖金|补差|奖|累计)*|tier awards?|step awards?"),
    ("other_same_type_award_yuan", True, r"(?:其他|其它|别的|已获|国家|省里|省级)?(?:的)?同类(?:型)?(?:政策)?(?:的)?(?:奖补|补助|补贴|奖励|资金|政策)*|awards? of the same type|same-type awards?"),
    (CITY, False, r"(?:全市|厦门市?|本市)(?:的)?规上软件(?:业|行业)?(?:的)?(?:增长率?|增速|增幅)"),
    (CITY, True, r"(?:全|厦门|本|城)?市(?:的)?(?:规上)?(?:软件(?:业|行业|产业)?|行业)?(?:业)?(?:的)?平均(?:的)?(?:增长率|增速|增长|增幅)|(?:规上)?(?:软件业|软件行业|软件|行业)(?:的)?平均(?:的)?(?:增长率|增速|增长|增幅)|平均增速|平均增长率|(?:the )?(?:city(?:'s)?|industry|xiamen) (?:software )?(?:industry )?average(?: growth)?(?: rate)?|average (?:city )?growth(?: of the (?:software )?industry)?"),
    (BOUGHT, False, r"(?:算力|gpu)(?:服务)?(?:的)?(?:采购|购买|租赁|服务)?(?:的)?合同(?:总?额|金额|款)?"),
    (BOUGHT, False, r"(?:租用?|租赁)(?:了|过)?(?:的)?(?:gpu|显卡|算力卡)(?:服务)?|rent(?:ed|ing)? (?:gpus?|compute|computing(?: power)?)"),
    (PAID, True, r"算力(?:服务)?(?:的)?(?:费用?)?(?:的)?(?:实际)?(?:支出|支付|付款|已付|实付)(?:了|费用|金额)?|(?:compute|computing|gpu) (?:actually )?paid(?: for)?"),
    (BOUGHT, True, r"算力(?:服务)?(?:的)?(?:年度)?(?:购买|采购|租用|租赁|租|投入|费用?|支出|开支|消费|总额)+(?:总额|金额|费用?|额|总)*|(?:购买|采购|买|租用?|租赁)(?:了|过)?(?:的)?(?:云)?算力(?:服务)?(?:总额|总共|一共|的?钱|费用?)?|算力(?:这块|这边|上|方面)?|gpu(?:租赁|租用|租)(?:费用?)?|(?:compute|computing(?: power)?|gpu)(?: (?:purchases?|services?|spend(?:ing)?|costs?|bought|rental))*|(?:年度)?购买总额"),
    (PAID, False, r"实际(?:支出|支付|付)(?:的)?(?:费用|金额|款)?(?:了)?|(?:已经?|都|实)付(?:款|了)?|付款|付了|支付了?|(?:actually )?paid"),
    ("project_rd_investment_yuan", False, r"(?:攻关|揭榜)?项目(?:的)?总?投入(?:总额)?"),
    ("project_rd_investment_yuan", True, r"(?:攻关|揭榜)?项目(?:的)?(?:总)?研发(?:总)?投入(?:总额)?|项目研发(?:费用?|经费|投资)(?:总额)?|project(?:'s)? (?:r&d )?(?:investment|spend(?:ing)?|cost)"),
    ("platform_service_revenue_yuan", True, r"(?:公共服务)?平台(?:的)?(?:年度?)?(?:服务)?(?:收入|营收)|(?:年度)?服务收入|platform(?:'s)? (?:service )?(?:revenue|income)|service revenue"),
    ("platform_service_revenue_yuan", False, r"平台(?=(?:[今去前]年|上年|20[0-9]{2}年)[^,，。;0-9]{0,4}(?:收入|营收))"),
    ("platform_enterprises_served", True, r"服务(?:的)?企业数?|服务(?:了|过)(?=[^,，。;]{0,6}[0-9一二三四五六七八九十百])|served"),
    ("maas_revenue_yuan", True, r"(?:maas|模型即服务)(?:模式)?(?:的|这块|这边|方面)?(?:软件)?(?:业务)?(?:的)?(?:年度?)?(?:的)?(?:收入|营收)?(?: (?:business )?(?:revenues?|income))?|model[- ]as[- ]a[- ]service(?: (?:business )?(?:revenues?|income))?"),
    ("maas_revenue_yuan", False, r"大模型(?:服务|调用|api)+(?:的)?(?:业务)?(?:收入|营收)"),
    ("app_local_sales_yuan", True, r"(?:该|这个)?应用(?:的)?(?:年度)?(?:在)?(?:本?市内|厦门)?(?:年度)?(?:的)?销售(?:收入|额)|(?:本?市内|厦门本地|本地)(?:年度)?(?:的)?销售(?:收入|额)?|(?:local|in-city) sales(?: of the app(?:lication)?)?"),
    ("equipment_unit_price_yuan", True, r"(?:市场|设备|产品)?(?:的)?(?:销售)?单价|unit price|price per unit"),
    ("compute_center_capacity_p", True, r"(?:智算中心|新建|扩容)?(?:的)?算力规模|(?:compute )?capacity"),
    (OTHER, True, r"(?:委外|委托|外包|合作|联合)(?:的)?研发(?:费用?)?|研发(?:人员|团队|中心|机构|部门?|场地|大楼|设备|补助|补贴|奖励|占比|强度)|r&d (?:staff|people|team|cent(?:er|re)|grants?)"),
    ("app_local_sales_yuan", False, r"(?:本?市内|厦门(?:市内|本地))(?=[^,，。;]{0,4}[0-9一二两三四五六七八九十百千])"),
    (OTHER, True, r"(?:全国|全省|全球|外地|市外|省外)(?=[^,，。;0-9]{0,4}[0-9一二两三四五六七八九十百千])"),
    (OTHER, True, r"算力(?:券|补贴|补助|规模|中心|卡|集群|平台|调度)|智算中心|compute vouchers?"),
    (HIGHEST, True, r"(?:历史|此前|之前|以往|以前|过去|往年|历年)(?:上|的)?(?:各年度?|几年)?(?:的)?最(?:高|好)(?:的)?(?:一年|年份|那年)?(?:的)?(?:营业收入|营收|收入|值|纪录|记录|点|峰值|水平)?|营(?:业收入|收)(?:的)?(?:历史)?最高(?:的)?(?:一年|纪录|值|的时候)?|最高(?:的)?(?:一年|营收|营业收入|那年|年份)|highest(?: revenue)?(?: so far| before| ever| previous)*(?: year)?|(?:record|peak)(?: revenue| year)?|previous (?:high|peak|record)"),
    (OTHER, True, r"(?:净|毛)?利润(?!表)(?:总额)?|毛利|净利|注册资本|注册资金|实缴(?:资本)?|融资|估值|市值|(?:总|净|固定)?资产|纳税|缴税|交税|税收|税费|所得税|增值税|工资|薪酬|薪资|社保|订单|合同(?:额|金额)?|贷款|借款|负债|产值|出口额?|(?:自研)?(?:软件|硬件|其他|其它|营业外|主营业务|海外|境外|国外|政府|咨询|技术服务)(?:业务)?(?:的)?(?:收入|营收)|成本|厂房|房租|租金|投资(?:额|总额)?|固投|广告|营销|市场费用|管理费用|销售费用|财务费用|现金流|回款|应收|预算|净额|补贴|补助|奖励|奖金|券|profits?|net income|ebitda|registered capital|funding|valuation|assets|tax(?:es)?|salar(?:y|ies)|payroll|orders?|contracts?|loans?|debt|output value|exports?|budget|grants?|subsid(?:y|ies)|bonus"),
    (REVENUE, True, r"(?:(?<![去前今上本0-9])年度?)?(?:总)?营业(?:总)?收入(?:总额)?|(?:(?<![去前今上本0-9])年度?|总)?营收(?:总额|规模|额)?|营业总?额|(?:total |annual |operating )?revenues?|turnover"),
    ("rd_expense_last_year_yuan", True, r"上年研发费用|利润表(?:上|里|中)?(?:的)?研发费用"),
    (RD, True, r"(?:自主|自有|自行|内部)(?:的)?研发(?:费用?|投入|支出|经费|开支)?(?:总额)?|(?:in-?house|self|own)[ -]?r ?(?:&|and|n) ?d(?: (?:expenses?|spend(?:ing)?|costs?|expenditure))?"),
    (RD, True, r"研发(?:费用?|投入|支出|经费|开支|花费|的?钱|方面|这块|这边|上)*(?:总额)?|做研发|r ?(?:&|and|n) ?d(?: (?:expenses?|spend(?:ing)?|costs?|expenditure|investment))?|research and development(?: expenses?)?|科研(?:费用|投入|经费)"),
    (REVENUE, False, r"(?:(?<![去前今上本0-9])年|总|销售)收入|收入|销售额|流水|业绩|sales|income"),
)  # fmt: skip

# What may stand in a clause beside a name and a number and leaves the figure what it is.
# Regular expressions, parted by blanks.
LINKS_ZH = r"""
既 披露 实际 每台 每套 每件 每款 每辆 一台 一套 报表(?:里|上)?写的? 年报 财务报的? 填 写 发生 产生 形成 [市省区]里的? 不含税 未税 利润表 正好 刚好 恰好 整整 足足 系 自己 本身 喂 您 首台(?:\(套\)|套) 回复 统计局 公布 官方 的?数 块钱 我们公司 我们企业 我们厂 我司 我公司 本公司 本企业 贵司 公司 企业 咱们 咱 我们 我方 我 俺 本单位 单位
营业执照 审计(?:过|后)?(?:的)?(?:数据|报告)?(?:上|里|显示)? 报表(?:上|里|显示)? 财报
账面(?:上)? 账上 按 根据 全年 年度 整年 一整年 一年 年 全部 总共 一共 总计 合计 共计 总额 合共 总
共 累计达 金额 数字 数据 数额 费用 支出 分别 依次 是 为 有 达到了? 达到 达 到 至 做到了? 做了 做
实现了? 完成了? 花费 花了 花 用了 用掉 投入了? 投了 投 拿了 拿到 拿过 领过 领了 得过 获得过? 买了 买
采购了 采购 租了 付了 付 支付 耗费 就是 都是 也是 算是 还是 也 就 都 才 又 再 则 而 且 那么 那 这个
这 这边 这块 方面 一块 的话 呢 呀 吧 嘛 么 哈 喔 哟 了 的 得 地 在 上 里 中 去 来 给 把 从 由
跟 和 与 及 对 嗯 哎 诶 好的 好 行 然后 另外 还有 以及 同时 接着 其次 首先 最后 至于 关于 刚刚?
已经 已 大概 大约 约 差不多 将近 接近 几乎 估计 应该 可能 好像 左右 上下 不到 超过 至少 最多 只有 只
仅 一个 个 钱 款 元 万元 人民币 记得 说一下 说 回复 答 答案 如下 情况 您好 你好 请 谢谢 麻烦 哦 哇
咯 呗 啦 改成了? 改为 改到 更正为? 更正 修改为? 修正为? 改一下 应该是 应为 不对 说错了? 搞错了?
写错了? 记错了? 弄错了? 打错了? 错了 纠正(?:一下)? 其实 实际上 不好意思 抱歉 对不起 等等 等一下 哦不
不 没错 同比 相比 对比 比 较 增长到 增长至 增至 涨到 升到 提高到 下降到 降到 降至
"""
LINKS_EN = r"""
vs\.? versus our we us my i the a an of in on for to at and
or is are was were be been it its that this which had have
has did do made make spent spend came reached reach hit
totalled totaled totals total amounted amounts amount about
around approximately roughly nearly almost over only just
with by as against compared than from company(?:'s)? company
fiscal financial year annual(?:ly)? yuan rmb cny actually
sorry correction should correct please hi hello also then so
while whereas but up down s year's expense expenses figure
we're we've it's i'm they're one out of change set changed update exactly bought buy purchased rented
worth out all mean meant wrong not far instead
"""
