"""Three invented documents, and a question answerer over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import PolicyQA

HARBOUR = """连云港市商务局文件

连商发〔2022〕第8号

关于支持外贸企业开拓市场的若干措施

各有关单位：

为帮助外贸企业稳住订单，制定如下措施。

一、参展支持

1、对赴境外参加展会的企业，按展位费的60%给予补助，每家企业每年最高5万元。（责任单位：市商务局、市财政局）

2、推广线上展会。企业参加省里组织的线上展会，免收注册费用。（责任单位：市商务局）

二、出口信用保险

3、小微出口企业投保出口信用保险，保费由财政全额承担。买方拖欠货款时，保险机构在30日内先行赔付。（责任单位：市商务局、连云港海关）

连云港市商务局

2022年5月16日

联系人：王敏

联系电话：0518-8550123
"""

RIVER = """赣州市人力资源和社会保障局关于稳定就业岗位的通知

各街道：

一、失业保险稳岗返还。不裁员或者少裁员的企业，可以按上年度实缴失业保险费的50%申请返还，资金直接拨付到对公账户。

二、缓缴社会保险费。生产经营困难的企业，可以申请缓缴养老、工伤保险费，期限不超过6个月，缓缴期间免收滞纳金。

三、技能培训。一是组织职工线上学习，课程全部免费。二是对取得高级工证书的职工，每人补贴2000元。

赣州市人力资源和社会保障局

2023年3月1日
"""

SAME = """吉安市人力资源和社会保障局关于做好稳岗工作的通知

一、缓缴社会保险费。生产经营困难的企业，可以申请缓缴养老、工伤保险费，期限不超过6个月，缓缴期间免收滞纳金。

二、招聘服务。每周举办一场招聘会，企业免费设摊。
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "sub").mkdir()
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "sub" / "river.txt").write_text(RIVER, encoding="gb18030")
    (folder / "same.txt").write_text(SAME, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def qa(folder: Path) -> PolicyQA:
    return PolicyQA.build([folder])
