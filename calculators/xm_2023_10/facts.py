"""Every fact that the measures of 厦府办规〔2023〕10号 speak of: key, term, kind, limits.

The keys and options are the JSON contract. Limits of amounts and counts are only there to make an
unknown quantity a finite range; all are far above what any company can reach.
"""

from collections.abc import Mapping
from datetime import date

from calculators.facts import DECIMALS, Fact, Kind, Words

LARGEST_YUAN = 10**13
_WHOLE = 10**4  # percents and numbers have four decimals
LIST_KEYS: Mapping[str, tuple[str, ...]] = {
    "projects": ("project_award_levels", "project_rd_investment_yuan"),
    "standards": ("standard_level", "drafting_rank", "standard_is_ai_field"),
    "products": ("is_ai_high_end_equipment", "first_set_catalogues", "equipment_unit_price_yuan"),
    "applications": (
        "benchmark_app_in_xiamen",
        "selected_fujian_typical_scenario",
        "app_local_sales_yuan",
    ),
}


def _yuan(key: str, zh: str, en: str) -> Fact:
    return Fact(key, Kind.YUAN, Words(zh, en), highest=LARGEST_YUAN * 10 ** DECIMALS[Kind.YUAN])


def _flag(key: str, zh: str, en: str, *, assumed: bool | None = None) -> Fact:
    return Fact(key, Kind.FLAG, Words(zh, en), assumed=assumed)


def _choice(key: str, zh: str, en: str, options: Mapping[str, Words]) -> Fact:
    return Fact(key, Kind.CHOICE, Words(zh, en), options=options)


def _choices(key: str, zh: str, en: str, options: Mapping[str, Words]) -> Fact:
    return Fact(key, Kind.CHOICES, Words(zh, en), options=options)


def _count(key: str, zh: str, en: str, lowest: int) -> Fact:
    return Fact(key, Kind.COUNT, Words(zh, en), lowest=lowest, highest=10**9)


_CATEGORIES = {
    "above_scale_industrial": Words("规上工业企业", "industrial enterprise above designated size"),
    "above_scale_software": Words("规上软件企业", "software enterprise above designated size"),
    "other": Words("都不是", "neither"),
}
_CENTRE_WORK = {
    "new": Words("新建", "newly built"),
    "expansion": Words("扩容升级", "expanded or upgraded"),
    "conversion": Words("数据中心转型", "converted data centre"),
    "none": Words("没有建设", "none"),
}
_PROJECT_LEVELS = {
    "national_challenge_winner": Words("国家级揭榜优胜", "winner of a national challenge task"),
    "national_challenge_shortlisted": Words("国家级揭榜入围", "shortlisted in a national task"),
    "provincial_key_project": Words("省级重点攻关及产业化项目", "provincial key R&D project"),
    "municipal_challenge": Words("市级“揭榜挂帅”项目", "municipal open-challenge project"),
}
_STANDARD_LEVELS = {
    "international": Words("国际标准", "international standard"),
    "national": Words("国家标准", "national standard"),
    "industry": Words("行业标准", "industry standard"),
    "local": Words("地方标准", "local standard"),
    "group": Words("团体标准", "association standard"),
    "enterprise": Words("企业标准", "enterprise standard"),
}
_CATALOGUES = {
    "miit_national": Words("工信部国内首台(套)目录", "MIIT national first-set catalogue"),
    "fujian_national_first": Words("福建省国内首台(套)目录", "Fujian list, first in the country"),
    "fujian_provincial_first": Words(
        "福建省省内首台(套)目录", "Fujian list, first in the province"
    ),
}

_ALL = (
    Fact(
        "reference_date",
        Kind.DATE,
        Words("事项发生或申报日期", "date of the event or claim"),
        lowest=date.min.toordinal(),
        highest=date.max.toordinal(),
    ),
    Fact("company_name", Kind.TEXT, Words("企业名称", "company name"), highest=200),
    Fact("data_year", Kind.YEAR, Words("数据所属年度", "data year"), lowest=1990, highest=2100),
    _flag("is_ai_enterprise", "人工智能企业", "AI enterprise"),
    _choice("enterprise_category", "企业类别", "category of enterprise", _CATEGORIES),
    _yuan(
        "other_same_type_award_yuan", "已获或可获的同类政策奖补", "award of the same type elsewhere"
    ),
    # 二
    _choice("compute_center_work", "智算中心建设性质", "kind of compute-centre work", _CENTRE_WORK),
    Fact(
        "compute_center_capacity_p",
        Kind.NUMBER,
        Words("新建或扩容的算力规模（P）", "compute capacity built or added (P)"),
        highest=10**9 * _WHOLE,
    ),
    _flag("compute_center_policy_compliant", "智算中心符合国家政策", "centre complies with policy"),
    # 三
    _yuan("compute_purchase_total_yuan", "年度算力服务购买总额", "compute bought in the year"),
    _yuan("compute_paid_yuan", "算力服务实际支出费用", "compute actually paid for"),
    _flag("compute_voucher_qualified", "符合算力券条件", "qualified for vouchers", assumed=True),
    # 四
    _choices("project_award_levels", "项目入选情况", "titles of the project", _PROJECT_LEVELS),
    _yuan("project_rd_investment_yuan", "项目研发投入总额", "R&D investment of the project"),
    # 五
    _flag("new_state_key_lab_approved", "新获批建设国家重点实验室", "new state key laboratory"),
    _flag("is_ai_public_service_platform", "人工智能公共服务平台", "AI public-service platform"),
    _yuan("platform_service_revenue_yuan", "平台年度服务收入", "platform's yearly service revenue"),
    _count("platform_enterprises_served", "平台服务企业数", "enterprises served", lowest=0),
    # 六
    _yuan("self_rd_expense_yuan", "年度自主研发费用", "in-house R&D expense of the year"),
    _yuan("self_rd_expense_prior_year_yuan", "上年自主研发费用", "in-house R&D, year before"),
    # 七
    _choice("standard_level", "标准级别", "level of the standard", _STANDARD_LEVELS),
    _count("drafting_rank", "起草单位排名", "rank among drafting units", lowest=1),
    _flag("standard_is_ai_field", "人工智能领域标准", "standard in the AI field"),
    # 八
    _yuan("revenue_last_year_yuan", "上一年度营业收入", "revenue of the last year"),
    _yuan("revenue_year_before_yuan", "再上一年度营业收入", "revenue of the year before that"),
    _yuan("highest_revenue_before_yuan", "此前各年度最高营业收入", "highest revenue before"),
    Fact(
        "city_software_avg_growth_pct",
        Kind.PERCENT,
        Words("市规上软件业平均增速", "city average growth of the software industry"),
        lowest=-100 * _WHOLE,
        highest=10_000 * _WHOLE,
    ),
    _yuan("step_awards_received_yuan", "已获上台阶奖励累计", "step awards already received"),
    _flag("little_giant_first_recognised", "首次认定国家级专精特新“小巨人”", "new Little Giant"),
    # 九
    _flag("neeq_listed", "新三板挂牌", "listed on the NEEQ"),
    _flag("tutoring_filed_xiamen_csrc", "厦门证监局辅导备案", "tutoring filed with Xiamen CSRC"),
    _flag("exchange_accepted", "证券交易所正式受理", "application accepted by an exchange"),
    # 十
    _flag("is_ai_high_end_equipment", "人工智能高端装备", "AI high-end equipment"),
    _choices("first_set_catalogues", "首台(套)目录", "first-set catalogues", _CATALOGUES),
    _yuan("equipment_unit_price_yuan", "市场销售单价", "unit price on the market"),
    # 十一、十二
    _yuan("maas_revenue_yuan", "MaaS 模式软件业务年度收入", "yearly MaaS revenue"),
    _flag("benchmark_app_in_xiamen", "已在厦打造标杆应用", "benchmark application in Xiamen"),
    _flag("selected_fujian_typical_scenario", "入选福建省人工智能典型应用场景", "Fujian scenario"),
    _yuan("app_local_sales_yuan", "该应用年度市内销售收入", "the application's sales in the city"),
    # 十七
    _flag("is_newly_registered_enterprise", "新注册企业", "newly registered enterprise"),
    _yuan("rd_expense_last_year_yuan", "上年研发费用", "R&D expense of last year"),
)

FACTS: Mapping[str, Fact] = {fact.key: fact for fact in _ALL}
