"""Constructors of records by their shapes, compiled before they are needed; written by `make docs`."""

# mypy: ignore-errors


def shape0(self, field0):
    self.field0 = field0


def shape1(self, field0, field1):
    self.field0 = field0; self.field1 = field1


def shape2(self, field0, field1, field2):
    self.field0 = field0; self.field1 = field1; self.field2 = field2


def shape3(self, field0, field1, field2, field3):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3


def shape4(self, field0, field1, field2, field3, field4):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4


def shape5(self, field0, field1, field2, field3, field4, field5):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5


def shape6(self, field0, field1, field2, field3, field4, field5, field6):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6


def shape7(self, field0, field1, field2, field3, field4, field5, field6, field7):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7


def shape8(self, field0, field1, field2, field3, field4, field5, field6, field7, field8):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7; self.field8 = field8


def shape9(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7; self.field8 = field8; self.field9 = field9


def shape10(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9, field10):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7; self.field8 = field8; self.field9 = field9; self.field10 = field10


def shape11(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9, field10, field11):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7; self.field8 = field8; self.field9 = field9; self.field10 = field10; self.field11 = field11


def shape12(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9, field10, field11, field12):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7; self.field8 = field8; self.field9 = field9; self.field10 = field10; self.field11 = field11; self.field12 = field12


def shape13(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9, field10, field11, field12, field13, field14):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7; self.field8 = field8; self.field9 = field9; self.field10 = field10; self.field11 = field11; self.field12 = field12; self.field13 = field13; self.field14 = field14


def shape14(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9, field10, field11, field12, field13, field14, field15, field16, field17, field18, field19, field20):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7; self.field8 = field8; self.field9 = field9; self.field10 = field10; self.field11 = field11; self.field12 = field12; self.field13 = field13; self.field14 = field14; self.field15 = field15; self.field16 = field16; self.field17 = field17; self.field18 = field18; self.field19 = field19; self.field20 = field20


def shape15(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9, field10, field11, field12, field13, field14, field15, field16, field17, field18, field19, field20, field21, field22, field23, field24):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7; self.field8 = field8; self.field9 = field9; self.field10 = field10; self.field11 = field11; self.field12 = field12; self.field13 = field13; self.field14 = field14; self.field15 = field15; self.field16 = field16; self.field17 = field17; self.field18 = field18; self.field19 = field19; self.field20 = field20; self.field21 = field21; self.field22 = field22; self.field23 = field23; self.field24 = field24


def shape16(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9, field10, field11, field12, field13, field14, field15, field16, field17, field18, field19, field20, field21, field22, field23, field24, field25, field26, field27, field28):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7; self.field8 = field8; self.field9 = field9; self.field10 = field10; self.field11 = field11; self.field12 = field12; self.field13 = field13; self.field14 = field14; self.field15 = field15; self.field16 = field16; self.field17 = field17; self.field18 = field18; self.field19 = field19; self.field20 = field20; self.field21 = field21; self.field22 = field22; self.field23 = field23; self.field24 = field24; self.field25 = field25; self.field26 = field26; self.field27 = field27; self.field28 = field28


def shape17(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9, field10, field11, field12, field13, field14, field15, field16, field17, field18, field19, field20, field21, field22, field23, field24, field25, field26, field27, field28, field29, field30, field31, field32, field33, field34, field35):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7; self.field8 = field8; self.field9 = field9; self.field10 = field10; self.field11 = field11; self.field12 = field12; self.field13 = make13() if field13 is NOTHING else field13; self.field14 = make14() if field14 is NOTHING else field14; self.field15 = field15; self.field16 = field16; self.field17 = field17; self.field18 = field18; self.field19 = field19; self.field20 = field20; self.field21 = field21; self.field22 = field22; self.field23 = field23; self.field24 = field24; self.field25 = field25; self.field26 = field26; self.field27 = field27; self.field28 = field28; self.field29 = field29; self.field30 = field30; self.field31 = field31; self.field32 = field32; self.field33 = field33; self.field34 = field34; self.field35 = field35


def shape18(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9, field10, field11, field12):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7; self.field8 = field8; self.field9 = field9; self.field10 = make10() if field10 is NOTHING else field10; self.field11 = field11; self.field12 = field12


def shape19(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7; self.field8 = field8; self.field9 = make9() if field9 is NOTHING else field9


def shape20(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9, field10):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7; self.field8 = field8; self.field9 = make9() if field9 is NOTHING else field9; self.field10 = field10


def shape21(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9, field10, field11, field12, field13):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7; self.field8 = field8; self.field9 = make9() if field9 is NOTHING else field9; self.field10 = field10; self.field11 = field11; self.field12 = field12; self.field13 = field13


def shape22(self, field0, field1, field2, field3, field4, field5, field6, field7, field8):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7; self.field8 = make8() if field8 is NOTHING else field8


def shape23(self, field0, field1, field2, field3, field4, field5, field6):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = make6() if field6 is NOTHING else field6


def shape24(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9, field10):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = make5() if field5 is NOTHING else field5; self.field6 = field6; self.field7 = field7; self.field8 = field8; self.field9 = field9; self.field10 = field10


def shape25(self, field0, field1, field2, field3, field4, field5):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = make4() if field4 is NOTHING else field4; self.field5 = field5


def shape26(self, field0, field1, field2, field3, field4, field5):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = make4() if field4 is NOTHING else field4; self.field5 = make5() if field5 is NOTHING else field5


def shape27(self, field0, field1, field2, field3, field4, field5, field6):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = make3() if field3 is NOTHING else field3; self.field4 = field4; self.field5 = field5; self.field6 = field6


def shape28(self, field0, field1, field2, field3, field4, field5, field6, field7):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = make3() if field3 is NOTHING else field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7


def shape29(self, field0, field1, field2, field3, field4, field5, field6, field7, field8):
    self.field0 = field0; self.field1 = field1; self.field2 = field2; self.field3 = make3() if field3 is NOTHING else field3; self.field4 = make4() if field4 is NOTHING else field4; self.field5 = make5() if field5 is NOTHING else field5; self.field6 = make6() if field6 is NOTHING else field6; self.field7 = field7; self.field8 = field8


def shape30(self, field0, field1, field2):
    self.field0 = field0; self.field1 = field1; self.field2 = make2() if field2 is NOTHING else field2


def shape31(self, field0, field1, field2, field3):
    self.field0 = field0; self.field1 = field1; self.field2 = make2() if field2 is NOTHING else field2; self.field3 = field3


def shape32(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9):
    self.field0 = field0; self.field1 = field1; self.field2 = make2() if field2 is NOTHING else field2; self.field3 = make3() if field3 is NOTHING else field3; self.field4 = field4; self.field5 = field5; self.field6 = field6; self.field7 = field7; self.field8 = make8() if field8 is NOTHING else field8; self.field9 = field9


def shape33(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9, field10):
    self.field0 = field0; self.field1 = field1; self.field2 = make2() if field2 is NOTHING else field2; self.field3 = make3() if field3 is NOTHING else field3; self.field4 = make4() if field4 is NOTHING else field4; self.field5 = make5() if field5 is NOTHING else field5; self.field6 = field6; self.field7 = field7; self.field8 = field8; self.field9 = field9; self.field10 = field10


def shape34(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9, field10):
    self.field0 = field0; self.field1 = field1; self.field2 = make2() if field2 is NOTHING else field2; self.field3 = make3() if field3 is NOTHING else field3; self.field4 = make4() if field4 is NOTHING else field4; self.field5 = make5() if field5 is NOTHING else field5; self.field6 = field6; self.field7 = make7() if field7 is NOTHING else field7; self.field8 = make8() if field8 is NOTHING else field8; self.field9 = make9() if field9 is NOTHING else field9; self.field10 = make10() if field10 is NOTHING else field10


def shape35(self, field0, field1):
    self.field0 = field0; self.field1 = make1() if field1 is NOTHING else field1


def shape36(self, field0, field1, field2, field3, field4):
    self.field0 = field0; self.field1 = make1() if field1 is NOTHING else field1; self.field2 = field2; self.field3 = field3; self.field4 = field4


def shape37(self, field0, field1, field2, field3):
    self.field0 = field0; self.field1 = make1() if field1 is NOTHING else field1; self.field2 = make2() if field2 is NOTHING else field2; self.field3 = field3


def shape38(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9, field10, field11, field12):
    self.field0 = field0; self.field1 = make1() if field1 is NOTHING else field1; self.field2 = make2() if field2 is NOTHING else field2; self.field3 = field3; self.field4 = field4; self.field5 = field5; self.field6 = make6() if field6 is NOTHING else field6; self.field7 = make7() if field7 is NOTHING else field7; self.field8 = make8() if field8 is NOTHING else field8; self.field9 = make9() if field9 is NOTHING else field9; self.field10 = field10; self.field11 = field11; self.field12 = field12


def shape39(self, field0, field1, field2, field3, field4, field5, field6):
    self.field0 = field0; self.field1 = make1() if field1 is NOTHING else field1; self.field2 = make2() if field2 is NOTHING else field2; self.field3 = make3() if field3 is NOTHING else field3; self.field4 = field4; self.field5 = field5; self.field6 = make6() if field6 is NOTHING else field6


def shape40(self, field0, field1, field2, field3, field4, field5, field6, field7, field8, field9):
    self.field0 = field0; self.field1 = make1() if field1 is NOTHING else field1; self.field2 = make2() if field2 is NOTHING else field2; self.field3 = make3() if field3 is NOTHING else field3; self.field4 = make4() if field4 is NOTHING else field4; self.field5 = make5() if field5 is NOTHING else field5; self.field6 = make6() if field6 is NOTHING else field6; self.field7 = make7() if field7 is NOTHING else field7; self.field8 = field8; self.field9 = field9


def shape41(self, field0, field1):
    self.field0 = make0() if field0 is NOTHING else field0; self.field1 = field1


def shape42(self, field0, field1, field2):
    self.field0 = make0() if field0 is NOTHING else field0; self.field1 = field1; self.field2 = field2


def shape43(self, field0, field1, field2, field3, field4, field5):
    self.field0 = make0() if field0 is NOTHING else field0; self.field1 = field1; self.field2 = field2; self.field3 = field3; self.field4 = field4; self.field5 = field5


def shape44(self, field0, field1, field2):
    self.field0 = make0() if field0 is NOTHING else field0; self.field1 = field1; self.field2 = make2() if field2 is NOTHING else field2


def shape45(self, field0, field1, field2):
    self.field0 = make0() if field0 is NOTHING else field0; self.field1 = make1() if field1 is NOTHING else field1; self.field2 = make2() if field2 is NOTHING else field2


def shape46(self, field0, field1, field2, field3, field4, field5):
    self.field0 = make0() if field0 is NOTHING else field0; self.field1 = make1() if field1 is NOTHING else field1; self.field2 = make2() if field2 is NOTHING else field2; self.field3 = make3() if field3 is NOTHING else field3; self.field4 = make4() if field4 is NOTHING else field4; self.field5 = field5


SHAPES = {
    "g": shape0.__code__,
    "gg": shape1.__code__,
    "ggg": shape2.__code__,
    "gggg": shape3.__code__,
    "ggggg": shape4.__code__,
    "gggggg": shape5.__code__,
    "ggggggg": shape6.__code__,
    "gggggggg": shape7.__code__,
    "ggggggggg": shape8.__code__,
    "gggggggggg": shape9.__code__,
    "ggggggggggg": shape10.__code__,
    "gggggggggggg": shape11.__code__,
    "ggggggggggggg": shape12.__code__,
    "ggggggggggggggg": shape13.__code__,
    "ggggggggggggggggggggg": shape14.__code__,
    "ggggggggggggggggggggggggg": shape15.__code__,
    "ggggggggggggggggggggggggggggg": shape16.__code__,
    "gggggggggggggmmggggggggggggggggggggg": shape17.__code__,
    "ggggggggggmgg": shape18.__code__,
    "gggggggggm": shape19.__code__,
    "gggggggggmg": shape20.__code__,
    "gggggggggmgggg": shape21.__code__,
    "ggggggggm": shape22.__code__,
    "ggggggm": shape23.__code__,
    "gggggmggggg": shape24.__code__,
    "ggggmg": shape25.__code__,
    "ggggmm": shape26.__code__,
    "gggmggg": shape27.__code__,
    "gggmgggg": shape28.__code__,
    "gggmmmmgg": shape29.__code__,
    "ggm": shape30.__code__,
    "ggmg": shape31.__code__,
    "ggmmggggmg": shape32.__code__,
    "ggmmmmggggg": shape33.__code__,
    "ggmmmmgmmmm": shape34.__code__,
    "gm": shape35.__code__,
    "gmggg": shape36.__code__,
    "gmmg": shape37.__code__,
    "gmmgggmmmmggg": shape38.__code__,
    "gmmmggm": shape39.__code__,
    "gmmmmmmmgg": shape40.__code__,
    "mg": shape41.__code__,
    "mgg": shape42.__code__,
    "mggggg": shape43.__code__,
    "mgm": shape44.__code__,
    "mmm": shape45.__code__,
    "mmmmmg": shape46.__code__,
}


def tuple2(_cls, field0, field1):
    return new(_cls, (field0, field1,))


def tuple3(_cls, field0, field1, field2):
    return new(_cls, (field0, field1, field2,))


def tuple4(_cls, field0, field1, field2, field3):
    return new(_cls, (field0, field1, field2, field3,))


def tuple5(_cls, field0, field1, field2, field3, field4):
    return new(_cls, (field0, field1, field2, field3, field4,))


def tuple6(_cls, field0, field1, field2, field3, field4, field5):
    return new(_cls, (field0, field1, field2, field3, field4, field5,))


def tuple8(_cls, field0, field1, field2, field3, field4, field5, field6, field7):
    return new(_cls, (field0, field1, field2, field3, field4, field5, field6, field7,))


TUPLES = {
    2: tuple2.__code__,
    3: tuple3.__code__,
    4: tuple4.__code__,
    5: tuple5.__code__,
    6: tuple6.__code__,
    8: tuple8.__code__,
}
